import { createHash } from "node:crypto";
import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, hex, now, uuid } from "../../model/identifiers";
import { derived, type OperationContext, type ResourceType, stable } from "../../model/resourceType";
import { obj, set, str } from "../../model/schema";
import { api, guide, registry, terraform } from "../../model/sources";
import { CERTIFICATE } from "../../model/tokens";
import { asList, asText, asTexts, dig, type Properties } from "../../values";
import { dnsName } from "../route53/domains";
import { missingRecords } from "./issuance";

const DNS_VALIDATION = guide("acm/latest/userguide/dns-validation.html");

const certificate: ResourceType = {
  token: CERTIFICATE,
  service: "ACM",
  operations: {
    create: "RequestCertificate",
    update: "UpdateCertificateOptions",
    delete: "DeleteCertificate",
  },
  source: registry("acm/certificate"),
  inputs: {
    domainName: str({ immutable: true, max: 253 }),
    earlyRenewalDuration: str(),
    keyAlgorithm: str({
      immutable: true,
      oneOf: [
        "RSA_1024",
        "RSA_2048",
        "RSA_3072",
        "RSA_4096",
        "EC_prime256v1",
        "EC_secp384r1",
        "EC_secp521r1",
      ],
    }),
    options: obj({ certificateTransparencyLoggingPreference: str({ default: "ENABLED" }), export: str() }),
    subjectAlternativeNames: set(str(), { immutable: true }),
    validationMethod: str({ immutable: true, oneOf: ["DNS", "EMAIL", "NONE"] }),
    ...REGION,
    ...TAGS,
  },
  id: (context) => arn(context, "acm", `certificate/${uuid()}`),
  outputs: {
    arn: stable((context) => context.id),
    certificateAuthorityArn: stable(() => ""),
    domainValidationOptions: stable((context) => validationOptions(context)),
    keyAlgorithm: stable(() => "RSA_2048"),
    notAfter: stable(() => ""),
    notBefore: stable(() => ""),
    options: stable(() => ({ certificateTransparencyLoggingPreference: "ENABLED", export: "DISABLED" })),
    pendingRenewal: stable(() => false),
    renewalEligibility: stable(() => "INELIGIBLE"),
    renewalSummaries: stable(() => []),
    status: stable(() => "PENDING_VALIDATION"),
    // The provider reads the main name back as an alternative name.
    subjectAlternativeNames: derived(["domainName", "subjectAlternativeNames"], namesOf),
    type: stable(() => "AMAZON_ISSUED"),
    validationEmails: stable(() => []),
    ...TAGS_ALL,
  },
  rules: [
    {
      on: ["create"],
      code: "ValidationException",
      status: 400,
      source: api("acm", "RequestCertificate"),
      description: "A certificate has a domain name of at most 64 characters, and a validation method.",
      validate: requestShape,
    },
    {
      on: ["create"],
      code: "LimitExceededException",
      status: 400,
      source: guide("acm/latest/userguide/acm-limits.html"),
      description: "By default a certificate has ten names.",
      validate: (context) =>
        namesOf(context).length > 10
          ? "The certificate request has more names than the quota of 10 allows."
          : undefined,
    },
  ],
};

function requestShape(context: OperationContext): string | undefined {
  const domain = input(context, "domainName");
  if (domain === "" || domain.length > 64) {
    return "domainName must be given, with at most 64 characters.";
  }
  if (domain.endsWith(".amazonaws.com")) {
    return `ACM does not issue certificates for ${domain}.`;
  }
  if (input(context, "validationMethod") !== "DNS") {
    return "The local cloud validates by DNS: validationMethod must be DNS.";
  }
  return undefined;
}

function namesOf(context: OperationContext): string[] {
  return [
    ...new Set([input(context, "domainName"), ...asTexts(context.inputs["subjectAlternativeNames"])]),
  ].sort();
}

/**
 * Returns ACM's validation CNAME, which depends on account and name only: it is the same in every region and for the
 * wildcard. The provider returns a set, so the order is arbitrary.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/13653
 */
function validationOptions(context: OperationContext): Properties[] {
  return namesOf(context)
    .map((domainName) => ({ domainName, ...validationRecord(context.accountId, domainName) }))
    .sort((a, b) => (digest(a.domainName) < digest(b.domainName) ? -1 : 1));
}

function validationRecord(accountId: string, domainName: string): Properties {
  const base = domainName.replace(/^\*\./, "").toLowerCase();
  const zone = digest(`${accountId} zone`).replace(/\d/g, "").slice(0, 10);
  return {
    resourceRecordName: `_${digest(`${accountId} name ${base}`).slice(0, 32)}.${base}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${digest(`${accountId} value ${base}`).slice(0, 32)}.${zone}.acm-validations.aws.`,
  };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

const certificateValidation: ResourceType = {
  token: "aws:acm/certificateValidation:CertificateValidation",
  service: "ACM",
  operations: { create: "DescribeCertificate", update: "DescribeCertificate", delete: "DescribeCertificate" },
  source: registry("acm/certificatevalidation"),
  inputs: {
    certificateArn: str({ required: true, immutable: true }),
    validationRecordFqdns: set(str(), { immutable: true }),
    ...REGION,
  },
  // The issue time, as Go prints it.
  id: () =>
    `${new Date().toISOString().replace("T", " ").replace("Z", "")}${hex(6).replaceAll(/\D/g, "7")} +0000 UTC`,
  outputs: {},
  references: [
    {
      path: "certificateArn",
      to: [CERTIFICATE],
      by: ["arn"],
      missing: { code: "ResourceNotFoundException", status: 400, source: api("acm", "DescribeCertificate") },
    },
  ],
  rules: [
    {
      on: ["create"],
      code: "ValidationException",
      status: 400,
      source: terraform(13653),
      description: "A certificate validation names the records of all domains of the certificate, or none.",
      validate: (context) => {
        const given = asTexts(context.inputs["validationRecordFqdns"]).map(dnsName);
        const wanted = asList(
          context.account.get(CERTIFICATE, input(context, "certificateArn"))?.outputs[
            "domainValidationOptions"
          ],
        ).map((one) => dnsName(asText(dig(one, "resourceRecordName")) ?? ""));
        const lacks = wanted.filter((name) => !given.includes(name));
        return given.length === 0 || lacks.length === 0
          ? undefined
          : `missing DNS validation record: ${lacks.join(", ")}`;
      },
    },
    {
      on: ["create"],
      code: "ResourceNotReady",
      status: 400,
      source: DNS_VALIDATION,
      description: "A certificate is issued when DNS has its validation records.",
      validate: (context) => {
        const record = context.account.get(CERTIFICATE, input(context, "certificateArn"));
        const missing = record === undefined ? [] : missingRecords(context, record);
        return missing.length === 0
          ? undefined
          : "timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION', timeout: 1h15m0s). " +
              `The local cloud does not wait for what cannot come: no zone has ${missing.join(", ")}`;
      },
    },
  ],
  created: (context) => {
    const record = context.account.get(CERTIFICATE, input(context, "certificateArn"));
    if (record !== undefined) {
      const year = 365 * 24 * 3600 * 1000;
      const times = { notBefore: now(), notAfter: new Date(Date.now() + year).toISOString() };
      context.account.put({
        ...record,
        outputs: { ...record.outputs, ...times, status: "ISSUED", renewalEligibility: "ELIGIBLE" },
      });
    }
  },
};

/** Resource types of ACM. */
export const acm = { resources: [certificate, certificateValidation] };
