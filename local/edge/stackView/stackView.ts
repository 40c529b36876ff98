/** Reads what the edge serves from an account. */
import { loadDistribution } from "../../../signer/verify";
import { type AccountFile, type AccountResource, inEffect } from "../../cloud/account/accountFile";
import { DISTRIBUTION, KEY_GROUP, PUBLIC_KEY } from "../../cloud/model/tokens";
import { asList, asObject, asText, asTexts, type Properties } from "../../cloud/values";
import { readBalancers } from "./balancers";
import type { BalancerView, BehaviorView, DistributionView, StackView } from "./model";
import { readOrigin } from "./origins";
import { readCachePolicy, readOriginRequestPolicy, readResponseHeadersPolicy } from "./policies";
import { Records, ViewProblem } from "./records";
import { readGroups } from "./securityGroups";
import { readTargetGroups } from "./targetGroups";

/** A stack, by project and name. */
export interface StackName {
  /** The project's name, `secure-origin`. */
  readonly project: string;
  /** The stack's own name, `dev`. */
  readonly name: string;
}

/** The distribution to serve; without any choice, the account's only one. */
export interface Selected {
  /** Its stack. */
  readonly stack?: StackName | undefined;
  /** Its id or one of its names. */
  readonly distribution?: string | undefined;
  /** Host names accepted beside the distribution's own, such as `localhost`. */
  readonly localNames?: readonly string[] | undefined;
}

/**
 * Reads what one distribution serves at a moment.
 *
 * @param now - Unix time in milliseconds; changes that take effect later are left out
 * @throws ViewProblem when there is no such distribution, or it names something that is not there
 */
export function readStackView(account: AccountFile, now: number, selected: Selected = {}): StackView {
  const records = new Records(inEffect(account, now));
  const record = pick(records, selected);
  const distribution = readDistribution(record, records, selected.localNames ?? []);
  const balancers = readBalancers(records);
  return {
    accountId: account.accountId,
    distribution,
    balancers,
    targetGroups: readTargetGroups(records, forwardedTo(distribution, balancers)),
    groups: readGroups(records),
  };
}

/**
 * Returns the ARNs of the target groups that a distribution's load balancers forward to, without those of other stacks.
 */
function forwardedTo(
  { origins }: DistributionView,
  balancers: ReadonlyMap<string, BalancerView>,
): ReadonlySet<string> {
  const entered = [...origins.values()].flatMap((origin) =>
    origin.kind === "vpc" ? (balancers.get(origin.balancerArn)?.listeners ?? []) : [],
  );
  const actions = entered.flatMap(({ rules, defaultAction }) => [
    ...rules.map(({ action }) => action),
    defaultAction,
  ]);
  return new Set(actions.flatMap((action) => (action.kind === "forward" ? [action.targetGroupArn] : [])));
}

function namesOf({ outputs }: AccountResource): string[] {
  return [asText(outputs["domainName"]) ?? "", ...asTexts(outputs["aliases"])];
}

const urnStart = ({ project, name }: StackName): string => `urn:pulumi:${name}::${project}::`;

function pick(records: Records, { stack, distribution }: Selected): AccountResource {
  const found = records
    .all(DISTRIBUTION)
    .filter(({ urn }) => stack === undefined || urn?.startsWith(urnStart(stack)) === true)
    .filter((one) => distribution === undefined || [one.id, ...namesOf(one)].includes(distribution));
  const [only] = found;
  if (only === undefined) {
    const whose =
      stack === undefined
        ? "there is no such distribution"
        : `stack ${stack.name} of project ${stack.project} has no distribution that is up`;
    throw new ViewProblem(`${whose}; bring the stack up first: npm start`);
  }
  if (found.length > 1) {
    const names = found.map((one) => namesOf(one).at(-1) ?? one.id).join(", ");
    throw new ViewProblem(`${found.length} distributions are up (${names}); name one of them`);
  }
  return only;
}

function readDistribution(
  { id, outputs }: AccountResource,
  records: Records,
  localNames: readonly string[],
): DistributionView {
  const ordered = asList(outputs["orderedCacheBehaviors"]).map(asObject);
  const fallback = { ...asObject(outputs["defaultCacheBehavior"]), pathPattern: "*" };
  const read = [...ordered, fallback].map((behavior, index) => readBehavior(behavior, index, records));
  const origins = asList(outputs["origins"]).map((origin) => readOrigin(asObject(origin), records));
  const domainNames = [asText(outputs["domainName"]) ?? "", ...asTexts(outputs["aliases"]), ...localNames];
  const errorResponses = asList(outputs["customErrorResponses"]).map((value) => {
    const given = asObject(value);
    return {
      errorCode: Number(given["errorCode"]),
      // The provider writes 0 and "" for unset values.
      responseCode: Number(given["responseCode"] ?? 0) || undefined,
      responsePagePath: asText(given["responsePagePath"]) || undefined,
      errorCachingMinTtl:
        given["errorCachingMinTtl"] === undefined ? undefined : Number(given["errorCachingMinTtl"]),
    };
  });
  return {
    id,
    arn: asText(outputs["arn"]) ?? "",
    enabled: outputs["enabled"] === true,
    ipv6: outputs["isIpv6Enabled"] === true,
    domainNames,
    defaultRootObject: asText(outputs["defaultRootObject"]) ?? "",
    behaviors: read.map(({ behavior }) => behavior),
    origins: new Map(origins.map((origin) => [origin.id, origin])),
    errorResponses,
    access: loadDistribution({
      domainNames,
      customErrorResponses: errorResponses,
      behaviors: read.map(({ behavior, keys }) => ({
        pathPattern: behavior.pathPattern,
        viewerProtocolPolicy: behavior.viewerProtocolPolicy,
        trustedKeys: keys,
      })),
    }),
  };
}

interface ReadBehavior {
  readonly behavior: BehaviorView;
  /** PEM by key id. */
  readonly keys: Readonly<Record<string, string>>;
}

function readBehavior(behavior: Properties, index: number, records: Records): ReadBehavior {
  const pathPattern = asText(behavior["pathPattern"]) ?? "";
  const wantedBy = `behavior ${pathPattern}`;
  if (asTexts(behavior["trustedSigners"]).length > 0) {
    throw new ViewProblem(`${wantedBy} trusts accounts, whose key pairs are in no stack; use key groups`);
  }
  if (asList(behavior["functionAssociations"]).length > 0) {
    throw new ViewProblem(
      `${wantedBy} runs functions, which may let through or refuse what the edge would not`,
    );
  }
  const keys = keysOf(asTexts(behavior["trustedKeyGroups"]), records, wantedBy);
  const policy = (name: string): string => asText(behavior[name]) ?? "";
  const policies = {
    cache: readCachePolicy(policy("cachePolicyId"), records, wantedBy),
    originRequest: policy("originRequestPolicyId") || undefined,
    responseHeaders: policy("responseHeadersPolicyId") || undefined,
  };
  return {
    keys,
    behavior: {
      index,
      pathPattern,
      viewerProtocolPolicy: viewerProtocolPolicy(behavior),
      originId: asText(behavior["targetOriginId"]) ?? "",
      allowedMethods: new Set(asTexts(behavior["allowedMethods"])),
      cachedMethods: new Set(asTexts(behavior["cachedMethods"])),
      trustedKeyIds: Object.keys(keys),
      cache: policies.cache,
      originRequest:
        policies.originRequest === undefined
          ? undefined
          : readOriginRequestPolicy(policies.originRequest, records, wantedBy),
      responseHeaders:
        policies.responseHeaders === undefined
          ? undefined
          : readResponseHeadersPolicy(policies.responseHeaders, records, wantedBy),
    },
  };
}

function viewerProtocolPolicy(behavior: Properties): BehaviorView["viewerProtocolPolicy"] {
  const policy = behavior["viewerProtocolPolicy"];
  return policy === "redirect-to-https" || policy === "allow-all" ? policy : "https-only";
}

/** Reads key groups. A missing group or key would give wrong answers, so nothing is served then. */
function keysOf(groupIds: readonly string[], records: Records, wantedBy: string): Record<string, string> {
  const keyIds = groupIds.flatMap((id) => {
    const items = asTexts(records.need(KEY_GROUP, id, wantedBy).outputs["items"]);
    if (items.length === 0) {
      throw new ViewProblem(`${wantedBy} trusts key group ${id}, which is empty`);
    }
    return items;
  });
  return Object.fromEntries(
    keyIds.map((id) => {
      const key = records.need(PUBLIC_KEY, id, wantedBy);
      return [id, asText(key.outputs["encodedKey"]) ?? ""];
    }),
  );
}
