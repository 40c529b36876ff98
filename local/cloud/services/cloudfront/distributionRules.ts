import type { OperationContext } from "../../model/resourceType";
import { CERTIFICATE } from "../../model/tokens";
import { asList, asObject, asText, asTexts, dig, isObject, type Properties } from "../../values";
import { isIssued } from "../acm/issuance";
import { covered } from "../route53/domains";

/** Returns a distribution's behaviors, the default one last. */
export function behaviorsOf(context: OperationContext): Properties[] {
  return [
    ...asList(context.inputs["orderedCacheBehaviors"]).filter(isObject),
    asObject(context.inputs["defaultCacheBehavior"]),
  ];
}

function originsOf(context: OperationContext): Properties[] {
  return asList(context.inputs["origins"]).filter(isObject);
}

/** Checks the viewer certificate: region, status, and the aliases that it covers. */
export function certificate(context: OperationContext): string | undefined {
  const aliases = asTexts(context.inputs["aliases"]);
  const viewer = asObject(context.inputs["viewerCertificate"]);
  const arn = asText(viewer["acmCertificateArn"]) ?? "";
  if (arn === "") {
    return aliases.length === 0
      ? undefined
      : "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate.";
  }
  if (!arn.startsWith("arn:aws:acm:us-east-1:")) {
    return "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.";
  }
  if (viewer["sslSupportMethod"] === undefined) {
    return "sslSupportMethod must be given with a certificate.";
  }
  const record = context.account.get(CERTIFICATE, arn);
  if (record === undefined || !isIssued(context, record)) {
    return "The specified SSL certificate is not issued yet.";
  }
  const names = asTexts(record.outputs["subjectAlternativeNames"]);
  const bare = aliases.find((alias) => !covered(alias, names));
  return bare === undefined
    ? undefined
    : `The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) ${bare}.`;
}

/** Checks that behaviors and groups name existing origins. */
export function targets(context: OperationContext): string | undefined {
  const groups = asList(context.inputs["originGroups"]).filter(isObject);
  const origins = new Set(originsOf(context).map((one) => asText(one["originId"])));
  const known = new Set([...origins, ...groups.map((one) => asText(one["originId"]))]);
  const lost =
    behaviorsOf(context)
      .map((one) => asText(one["targetOriginId"]))
      .find((id) => !known.has(id)) ??
    groups
      .flatMap((one) => asList(one["members"]).map((member) => asText(dig(member, "originId"))))
      .find((id) => !origins.has(id));
  return lost === undefined
    ? undefined
    : `One or more of your origins or origin groups do not exist: ${lost}`;
}

/**
 * Headers that CloudFront does not allow as custom headers.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
 */
const RESERVED =
  /^(x-amz-.*|x-edge-.*|cache-control|connection|content-length|cookie|host|if-(match|modified-since|none-match|range|unmodified-since)|max-forwards|pragma|proxy-(authenticate|authorization|connection)|range|request-range|te|trailer|transfer-encoding|upgrade|via|x-real-ip)$/i;

/** Checks ids, kinds and headers of origins. */
export function origins(context: OperationContext): string | undefined {
  const all = originsOf(context);
  const ids = all.map((one) => asText(one["originId"]));
  const twin = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twin !== undefined) {
    return `The parameter Origin Id contains a value that is not unique: ${twin}`;
  }
  for (const one of all) {
    const id = asText(one["originId"]) ?? "";
    const kinds = ["customOriginConfig", "s3OriginConfig", "vpcOriginConfig"].filter(
      (kind) => one[kind] !== undefined,
    );
    if (kinds.length > 1) {
      return `The origin ${id} has more than one of customOriginConfig, s3OriginConfig and vpcOriginConfig.`;
    }
    const headers = asList(one["customHeaders"]).map((header) => asText(dig(header, "name")) ?? "");
    const banned = headers.find((name) => RESERVED.test(name));
    if (banned !== undefined) {
      return `The parameter HeaderName contains ${banned} that is not allowed (origin ${id}).`;
    }
    if (new Set(headers.map((name) => name.toLowerCase())).size !== headers.length) {
      return `The parameter CustomHeaders of the origin ${id} names a header twice.`;
    }
  }
  return undefined;
}

/** Checks path patterns and cache policies of behaviors. */
export function paths(context: OperationContext): string | undefined {
  const patterns = asList(context.inputs["orderedCacheBehaviors"]).map(
    (one) => asText(dig(one, "pathPattern")) ?? "",
  );
  // A leading slash makes no difference.
  const plain = patterns.map((pattern) => pattern.replace(/^\//, ""));
  const twin = plain.find((pattern, index) => plain.indexOf(pattern) !== index);
  if (twin !== undefined) {
    return `The parameter PathPattern contains a duplicate: ${twin}`;
  }
  const bare = behaviorsOf(context).find((one) => one["cachePolicyId"] === undefined);
  return bare === undefined
    ? undefined
    : `The parameter ForwardedValues is required (behavior ${asText(bare["pathPattern"]) ?? "default"} has no cachePolicyId).`;
}

const ERROR_CODES = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** Checks custom error responses. */
export function errorPages(context: OperationContext): string | undefined {
  for (const one of asList(context.inputs["customErrorResponses"]).filter(isObject)) {
    const code = Number(one["errorCode"]);
    if (!ERROR_CODES.includes(code)) {
      return `The parameter ErrorCode is not valid: ${code}`;
    }
    if (((asText(one["responsePagePath"]) ?? "") !== "") !== (one["responseCode"] !== undefined)) {
      return `The error response for ${code} must have both responsePagePath and responseCode, or neither.`;
    }
  }
  return undefined;
}
