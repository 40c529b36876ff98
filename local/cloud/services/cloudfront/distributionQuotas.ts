import type { OperationContext, Rule } from "../../model/resourceType";
import { api, guide } from "../../model/sources";
import { DISTRIBUTION } from "../../model/tokens";
import { asList, asText, asTexts, dig, every, isObject } from "../../values";
import { behaviorsOf } from "./distributionRules";

const LIMITS = guide("AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html");

/** Returns the rule that limits the elements of an argument. */
function most(argument: string, limit: number, code: string, what: string): Rule {
  return {
    on: ["create", "update"],
    code,
    status: 400,
    source: LIMITS,
    description: `By default a distribution has ${limit} ${what} at most.`,
    validate: (context) =>
      asList(context.inputs[argument]).length > limit
        ? `The distribution has ${asList(context.inputs[argument]).length} ${what}; ${limit} are allowed.`
        : undefined,
  };
}

/** Longest name, value, and total of an origin's headers, in characters. */
const HEADER = { name: 256, value: 1783, all: 10_240 };

function headerLengths(context: OperationContext): string | undefined {
  for (const origin of asList(context.inputs["origins"]).filter(isObject)) {
    const headers = asList(origin["customHeaders"]).map((one) => ({
      name: asText(dig(one, "name")) ?? "",
      value: asText(dig(one, "value")) ?? "",
    }));
    // The message never contains the value: it may be the origin's secret.
    const long = headers.find(({ name, value }) => name.length > HEADER.name || value.length > HEADER.value);
    if (long !== undefined) {
      return `The parameter CustomHeaders has a name or value that is too long (${long.name.slice(0, 40)}).`;
    }
    if (headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0) > HEADER.all) {
      return `The custom headers of the origin ${asText(origin["originId"]) ?? ""} are longer than ${HEADER.all} characters together.`;
    }
  }
  return undefined;
}

const groupsOf = (context: OperationContext) =>
  new Set(behaviorsOf(context).flatMap((one) => asTexts(one["trustedKeyGroups"])));

function crowdedGroup(context: OperationContext): string | undefined {
  const others = context.account.all(DISTRIBUTION).filter((one) => one.id !== context.old?.id);
  const full = [...groupsOf(context)].find(
    (id) => others.filter((one) => JSON.stringify(one.inputs).includes(`"${id}"`)).length >= 100,
  );
  return full === undefined
    ? undefined
    : `The number of distributions that reference the key group ${full} is more than the maximum allowed (100).`;
}

/** CloudFront's quotas of a distribution. */
export const QUOTA_RULES: readonly Rule[] = [
  most("orderedCacheBehaviors", 75, "TooManyCacheBehaviors", "cache behaviors beside the default one"),
  most("aliases", 100, "TooManyDistributionCNAMEs", "aliases"),
  most("origins", 100, "TooManyOrigins", "origins"),
  most("originGroups", 10, "TooManyOriginGroupsPerDistribution", "origin groups"),
  {
    on: ["create", "update"],
    code: "TooManyOriginCustomHeaders",
    status: 400,
    source: LIMITS,
    description: "CloudFront adds 30 headers at most to requests to an origin.",
    validate: (context) =>
      every(context.inputs, "origins[*].customHeaders").some(({ value }) => asList(value).length > 30)
        ? "Your request contains too many origin custom headers."
        : undefined,
  },
  {
    on: ["create", "update"],
    code: "InvalidArgument",
    status: 400,
    source: LIMITS,
    description:
      "A header that CloudFront adds has a name of at most 256 characters and a value of at most 1,783, and those of an origin at most 10,240 together.",
    validate: headerLengths,
  },
  {
    on: ["create", "update"],
    code: "TooManyKeyGroupsAssociatedToDistribution",
    status: 400,
    source: LIMITS,
    description: "A behavior, and a whole distribution, has four key groups at most.",
    validate: (context) =>
      groupsOf(context).size > 4
        ? "The number of key groups referenced by this distribution is more than the maximum allowed (4)."
        : undefined,
  },
  {
    on: ["create", "update"],
    code: "TooManyDistributionsAssociatedToKeyGroup",
    status: 400,
    source: api("cloudfront", "CreateDistribution"),
    description: "A key group serves 100 distributions at most.",
    validate: crowdedGroup,
  },
];
