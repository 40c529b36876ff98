import { createHash } from "node:crypto";
import { Refusal } from "../refusal";
import { asText, asTexts } from "../values";
import { callerArn } from "./policyDocuments";
import { REGIONS, regionOf } from "./regions";
import { bool, obj, set, str } from "./schema";
import type { FunctionFact } from "./shape";
import { api, guide, registry } from "./sources";

const filters = set(obj({ name: str({ required: true }), values: set(str(), { required: true }) }));

const getAvailabilityZones: FunctionFact = {
  token: "aws:index/getAvailabilityZones:getAvailabilityZones",
  source: registry("getavailabilityzones"),
  inputs: {
    allAvailabilityZones: bool(),
    excludeNames: set(str()),
    excludeZoneIds: set(str()),
    filters,
    region: str(),
    state: str(),
  },
  answer: (args, scope) => {
    const known = regionOf(scope.region);
    if (known === undefined) {
      const answer = {
        code: "InvalidParameterValue",
        status: 400,
        source: api("ec2", "DescribeAvailabilityZones"),
      };
      const says = `The local cloud has no region ${scope.region}; it has ${Object.keys(REGIONS).join(", ")}.`;
      throw new Refusal({ service: "EC2", operation: "DescribeAvailabilityZones" }, answer, says);
    }
    const zones = known.zones
      .map(([letter, id]) => ({ name: `${scope.region}${letter}`, id }))
      .filter(
        (zone) =>
          !asTexts(args["excludeNames"]).includes(zone.name) &&
          !asTexts(args["excludeZoneIds"]).includes(zone.id),
      );
    return {
      ...args,
      id: scope.region,
      region: scope.region,
      names: zones.map((zone) => zone.name),
      zoneIds: zones.map((zone) => zone.id),
      groupNames: [scope.region],
    };
  },
};

const getCallerIdentity: FunctionFact = {
  token: "aws:index/getCallerIdentity:getCallerIdentity",
  source: api("sts", "GetCallerIdentity"),
  inputs: { id: str() },
  answer: (_args, { accountId }) => ({
    id: accountId,
    accountId,
    arn: callerArn(accountId),
    userId: "AIDALOCALCLOUDLOCALCL",
  }),
};

const getRegion: FunctionFact = {
  token: "aws:index/getRegion:getRegion",
  source: registry("getregion"),
  inputs: { endpoint: str(), id: str(), name: str(), region: str() },
  answer: (args, scope) => {
    const region = asText(args["name"]) ?? scope.region;
    return {
      id: region,
      name: region,
      region,
      endpoint: `ec2.${region}.amazonaws.com`,
      description: regionOf(region)?.title ?? region,
    };
  },
};

const getPartition: FunctionFact = {
  token: "aws:index/getPartition:getPartition",
  source: registry("getpartition"),
  inputs: { id: str() },
  answer: () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
};

/** Amazon Linux 2023's public parameters: kernel and architecture vary, the value is an AMI id of the region. */
const AL2023 =
  /^\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-(minimal-)?kernel-(default|6\.1|6\.12|6\.18)-(x86_64|arm64)$/;

const getParameter: FunctionFact = {
  token: "aws:ssm/getParameter:getParameter",
  source: guide("linux/al2023/ug/ec2.html"),
  inputs: { name: str({ required: true }), region: str(), withDecryption: bool({ default: true }) },
  answer: (args, scope) => {
    const name = asText(args["name"]) ?? "";
    if (!AL2023.test(name)) {
      const answer = { code: "ParameterNotFound", status: 400, source: api("ssm", "GetParameter") };
      throw new Refusal(
        { service: "SSM", operation: "GetParameter" },
        answer,
        `${name} is none of the public parameters that the local cloud has (Amazon Linux 2023).`,
      );
    }
    const value = `ami-0${createHash("sha256").update(`${scope.region} ${name}`).digest("hex").slice(0, 16)}`;
    return {
      ...args,
      id: name,
      arn: `arn:aws:ssm:${scope.region}::parameter${name}`,
      insecureValue: value,
      value,
      type: "String",
      version: 1,
      region: scope.region,
    };
  },
};

/** Facts about the account and its regions. */
export const account = {
  functions: [getAvailabilityZones, getCallerIdentity, getRegion, getPartition, getParameter],
};
