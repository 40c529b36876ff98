import { createHash } from "node:crypto";
import { asList, asObject, asText, asTexts, dig } from "../../engine/values";
import { REGIONS } from "../ec2/regions";
import { input } from "../make";
import { derived, type FunctionFact, type Making, type ResourceFact } from "../resourceType";
import { bool, list, map, num, obj, set, str } from "../schema";
import { api, guide, registry } from "../sources";
import { DISTRIBUTION, LOAD_BALANCER, RECORD } from "../tokens";
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

const record: ResourceFact = {
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
  id: (making) => `${input(making, "zoneId")}_${fqdn(making)}_${input(making, "type")}`,
  outputs: {
    fqdn: derived(["name", "zoneId"], fqdn),
    name: derived(["name"], (making) => dnsName(input(making, "name"))),
  },
  unique: [
    {
      of: ["zoneId", "fqdn", "type"],
      within: "account",
      ...CHANGE,
      unless: (making) => input(making, "allowOverwrite") === "true",
    },
  ],
  rules: [
    {
      on: ["create", "update"],
      code: "NoSuchHostedZone",
      status: 404,
      source: CHANGE.source,
      says: "The zone exists.",
      broken: (making) =>
        zoneName(making) === undefined
          ? `No hosted zone found with ID: ${input(making, "zoneId")}`
          : undefined,
    },
    {
      on: ["create", "update"],
      ...CHANGE,
      says: "A record has values and a TTL, or an alias; a CNAME stands alone and not at the top of the zone.",
      broken: recordShape,
    },
    {
      on: ["create", "update"],
      ...CHANGE,
      source: guide("Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html"),
      says: "An alias into the zone of CloudFront or of the load balancers names one that exists.",
      broken: aliasTarget,
    },
  ],
};

function zoneName(making: Making): string | undefined {
  return making.world.zones.find((zone) => zone.id === input(making, "zoneId"))?.name;
}

function fqdn(making: Making): string {
  const name = dnsName(input(making, "name"));
  const zone = zoneName(making);
  return zone === undefined || name === zone || name.endsWith(`.${zone}`)
    ? name
    : name === ""
      ? zone
      : `${name}.${zone}`;
}

function recordShape(making: Making): string | undefined {
  const name = fqdn(making);
  const aliases = asList(making.inputs["aliases"]).length;
  const values = asTexts(making.inputs["records"]).length;
  if (aliases > 0 === values > 0) {
    return `The record ${name} must have records or an alias, and not both.`;
  }
  if (values > 0 && making.inputs["ttl"] === undefined) {
    return `The record ${name} has records but no ttl.`;
  }
  const others = making.world
    .all(RECORD)
    .filter((one) => one.id !== making.old?.id && one.outputs["fqdn"] === name);
  const alone =
    input(making, "type") === "CNAME"
      ? others.some((one) => one.outputs["type"] !== "CNAME")
      : others.some((one) => one.outputs["type"] === "CNAME");
  if (alone) {
    return `RRSet of type ${input(making, "type")} with DNS name ${name}. is not permitted as it conflicts with other records with the same DNS name`;
  }
  return input(making, "type") === "CNAME" && name === zoneName(making)
    ? `RRSet of type CNAME with DNS name ${name}. is not permitted at apex in zone ${name}.`
    : undefined;
}

const BALANCER_ZONES = new Set(Object.values(REGIONS).map((region) => region.elbZone));

function aliasTarget(making: Making): string | undefined {
  for (const alias of asList(making.inputs["aliases"])) {
    const zone = asText(dig(alias, "zoneId")) ?? "";
    const name = dnsName(asText(dig(alias, "name")) ?? "").replace(/^dualstack\./, "");
    const there =
      zone === CLOUDFRONT_ZONE
        ? making.world.all(DISTRIBUTION).some((one) => one.outputs["domainName"] === name)
        : !BALANCER_ZONES.has(zone) ||
          making.world
            .all(LOAD_BALANCER)
            .some(
              (one) =>
                dnsName(asText(one.outputs["dnsName"]) ?? "") === name && one.outputs["zoneId"] === zone,
            );
    if (!there) {
      return `Tried to create an alias that targets ${name}., type ${input(making, "type")} in zone ${zone}, but that target was not found`;
    }
  }
  return undefined;
}

const getZone: FunctionFact = {
  token: "aws:route53/getZone:getZone",
  source: registry("route53/getzone"),
  says: "Finds a public zone under any name that is asked for: zones outlive stacks and are not created here.",
  inputs: { name: str(), privateZone: bool(), tags: map(str()), vpcId: str(), zoneId: str() },
  returns: ["arn", "id", "name", "nameServers", "primaryNameServer", "privateZone", "zoneId"],
  // The account owns whatever public zone the program asks for: a zone is bought with a domain, not created here.
  answer: (args, { world }) => {
    const known = world.zones.find((zone) => zone.id === args["zoneId"]);
    const name = dnsName(asText(args["name"]) ?? known?.name ?? "");
    if (name === "" || args["privateZone"] === true) {
      throw new Error("The local account has public zones only, and finds them by name.");
    }
    const id = known?.id ?? `Z${createHash("sha256").update(name).digest("hex").toUpperCase().slice(0, 20)}`;
    world.putZone({ id, name });
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
      resourceRecordSetCount: 2 + world.all(RECORD).filter((one) => one.outputs["zoneId"] === id).length,
      tags: {},
      enableAcceleratedRecovery: false,
    };
  },
};

/** Facts about DNS. */
export const route53 = { resources: [record], functions: [getZone] };
