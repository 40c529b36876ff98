import { createHash } from "node:crypto";
import { input } from "../../model/commonFields";
import {
  derived,
  type FunctionType,
  type OperationContext,
  type ResourceType,
} from "../../model/resourceType";
import { bool, list, map, num, obj, set, str } from "../../model/schema";
import { api, guide, registry } from "../../model/sources";
import { DISTRIBUTION, LOAD_BALANCER, RECORD } from "../../model/tokens";
import { asList, asObject, asText, asTexts, dig } from "../../values";
import { REGIONS } from "../ec2/regions";
import { dnsName } from "./domains";

/**
 * Route 53 zone of every CloudFront distribution.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
 */
export const CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

const CHANGE = {
  code: "InvalidChangeBatch",
  status: 400,
  source: api("route53", "ChangeResourceRecordSets"),
};

const record: ResourceType = {
  token: RECORD,
  service: "Route 53",
  operations: {
    create: "ChangeResourceRecordSets",
    update: "ChangeResourceRecordSets",
    delete: "ChangeResourceRecordSets",
  },
  source: registry("route53/record"),
  global: true,
  inputs: {
    aliases: list(
      obj({
        evaluateTargetHealth: bool({ required: true }),
        name: str({ required: true }),
        zoneId: str({ required: true }),
      }),
    ),
    allowOverwrite: bool(),
    healthCheckId: str(),
    name: str({ required: true }),
    records: set(str()),
    setIdentifier: str(),
    ttl: num({ min: 0 }),
    type: str({
      required: true,
      oneOf: [
        "A",
        "AAAA",
        "CAA",
        "CNAME",
        "DS",
        "HTTPS",
        "MX",
        "NAPTR",
        "NS",
        "PTR",
        "SOA",
        "SPF",
        "SRV",
        "SSHFP",
        "SVCB",
        "TLSA",
        "TXT",
      ],
    }),
    zoneId: str({ required: true, immutable: true }),
  },
  id: (context) => `${input(context, "zoneId")}_${fqdn(context)}_${input(context, "type")}`,
  outputs: {
    fqdn: derived(["name", "zoneId"], fqdn),
    name: derived(["name"], (context) => dnsName(input(context, "name"))),
  },
  unique: [
    {
      of: ["zoneId", "fqdn", "type"],
      within: "account",
      ...CHANGE,
      unless: (context) => input(context, "allowOverwrite") === "true",
    },
  ],
  rules: [
    {
      on: ["create", "update"],
      code: "NoSuchHostedZone",
      status: 404,
      source: CHANGE.source,
      description: "The zone exists.",
      validate: (context) =>
        zoneName(context) === undefined
          ? `No hosted zone found with ID: ${input(context, "zoneId")}`
          : undefined,
    },
    {
      on: ["create", "update"],
      ...CHANGE,
      description:
        "A record has values and a TTL, or an alias; a CNAME has no other records beside it and is not at the zone apex.",
      validate: recordShape,
    },
    {
      on: ["create", "update"],
      ...CHANGE,
      source: guide("Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html"),
      description: "An alias into the zone of CloudFront or of the load balancers names one that exists.",
      validate: aliasTarget,
    },
  ],
};

function zoneName(context: OperationContext): string | undefined {
  return context.account.zones.find((zone) => zone.id === input(context, "zoneId"))?.name;
}

function fqdn(context: OperationContext): string {
  const name = dnsName(input(context, "name"));
  const zone = zoneName(context);
  return zone === undefined || name === zone || name.endsWith(`.${zone}`)
    ? name
    : name === ""
      ? zone
      : `${name}.${zone}`;
}

function recordShape(context: OperationContext): string | undefined {
  const name = fqdn(context);
  const aliases = asList(context.inputs["aliases"]).length;
  const values = asTexts(context.inputs["records"]).length;
  if (aliases > 0 === values > 0) {
    return `The record ${name} must have records or an alias, and not both.`;
  }
  if (values > 0 && context.inputs["ttl"] === undefined) {
    return `The record ${name} has records but no ttl.`;
  }
  const others = context.account
    .all(RECORD)
    .filter((one) => one.id !== context.old?.id && one.outputs["fqdn"] === name);
  const alone =
    input(context, "type") === "CNAME"
      ? others.some((one) => one.outputs["type"] !== "CNAME")
      : others.some((one) => one.outputs["type"] === "CNAME");
  if (alone) {
    return `RRSet of type ${input(context, "type")} with DNS name ${name}. is not permitted as it conflicts with other records with the same DNS name`;
  }
  return input(context, "type") === "CNAME" && name === zoneName(context)
    ? `RRSet of type CNAME with DNS name ${name}. is not permitted at apex in zone ${name}.`
    : undefined;
}

const BALANCER_ZONES = new Set(Object.values(REGIONS).map((region) => region.elbZone));

function aliasTarget(context: OperationContext): string | undefined {
  for (const alias of asList(context.inputs["aliases"])) {
    const zone = asText(dig(alias, "zoneId")) ?? "";
    const name = dnsName(asText(dig(alias, "name")) ?? "").replace(/^dualstack\./, "");
    const there =
      zone === CLOUDFRONT_ZONE
        ? context.account.all(DISTRIBUTION).some((one) => one.outputs["domainName"] === name)
        : !BALANCER_ZONES.has(zone) ||
          context.account
            .all(LOAD_BALANCER)
            .some(
              (one) =>
                dnsName(asText(one.outputs["dnsName"]) ?? "") === name && one.outputs["zoneId"] === zone,
            );
    if (!there) {
      return `Tried to create an alias that targets ${name}., type ${input(context, "type")} in zone ${zone}, but that target was not found`;
    }
  }
  return undefined;
}

const getZone: FunctionType = {
  token: "aws:route53/getZone:getZone",
  source: registry("route53/getzone"),
  description: "Finds a public zone of any name: zones outlive stacks and are not created here.",
  inputs: { name: str(), privateZone: bool(), tags: map(str()), vpcId: str(), zoneId: str() },
  returns: ["arn", "id", "name", "nameServers", "primaryNameServer", "privateZone", "zoneId"],
  // The account owns any public zone that the program looks up: zones come with domains and are not created here.
  answer: (args, { account }) => {
    const known = account.zones.find((zone) => zone.id === args["zoneId"]);
    const name = dnsName(asText(args["name"]) ?? known?.name ?? "");
    if (name === "" || args["privateZone"] === true) {
      throw new Error("The local account has public zones only, and finds them by name.");
    }
    const id = known?.id ?? `Z${createHash("sha256").update(name).digest("hex").toUpperCase().slice(0, 20)}`;
    account.putZone({ id, name });
    const servers = [1, 2, 3, 4].map(
      (n) => `ns-${String(n * 391)}.awsdns-0${n}.${["com", "net", "org", "co.uk"][n - 1] ?? "com"}`,
    );
    return {
      ...asObject(args),
      id,
      zoneId: id,
      name,
      arn: `arn:aws:route53:::hostedzone/${id}`,
      callerReference: `local-cloud-${id}`,
      comment: "",
      linkedServiceDescription: "",
      linkedServicePrincipal: "",
      nameServers: servers,
      primaryNameServer: servers[0] ?? "",
      privateZone: false,
      resourceRecordSetCount: 2 + account.all(RECORD).filter((one) => one.outputs["zoneId"] === id).length,
      tags: {},
      enableAcceleratedRecovery: false,
    };
  },
};

/** Resource types and functions of Route 53. */
export const route53 = { resources: [record], functions: [getZone] };
