import type { FunctionType } from "../../model/resourceType";
import { bool, obj, set, str } from "../../model/schema";
import { api, registry } from "../../model/sources";
import { Refusal } from "../../refusal";
import { asText, asTexts } from "../../values";
import { REGIONS, regionOf } from "../ec2/regions";
import { callerArn } from "./policyDocuments";

const filters = set(obj({ name: str({ required: true }), values: set(str(), { required: true }) }));

const getAvailabilityZones: FunctionType = {
  token: "aws:index/getAvailabilityZones:getAvailabilityZones",
  source: registry("getavailabilityzones"),
  description: "Returns the Availability Zones of the supported regions.",
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
      const description = `The local cloud has no region ${scope.region}; it has ${Object.keys(REGIONS).join(", ")}.`;
      throw new Refusal({ service: "EC2", operation: "DescribeAvailabilityZones" }, answer, description);
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

const getCallerIdentity: FunctionType = {
  token: "aws:index/getCallerIdentity:getCallerIdentity",
  source: api("sts", "GetCallerIdentity"),
  description: "Returns the account of AWS's own examples.",
  inputs: { id: str() },
  answer: (_args, { accountId }) => ({
    id: accountId,
    accountId,
    arn: callerArn(accountId),
    userId: "AIDALOCALCLOUDLOCALCL",
  }),
};

const getRegion: FunctionType = {
  token: "aws:index/getRegion:getRegion",
  source: registry("getregion"),
  description: "Returns the provider's region, or the requested one.",
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

const getPartition: FunctionType = {
  token: "aws:index/getPartition:getPartition",
  source: registry("getpartition"),
  description: "Returns the partition aws.",
  inputs: { id: str() },
  answer: () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
};

/** Functions about the account and its regions. */
export const account = {
  functions: [getAvailabilityZones, getCallerIdentity, getRegion, getPartition],
};
