/** Compares a deployed stack's outputs with the local cloud's account. */
import type { AccountFile, AccountResource } from "../cloud";

/** A cache behavior in a distribution's record. */
interface Behavior {
  readonly pathPattern?: string;
  readonly trustedKeyGroups?: readonly string[];
  readonly viewerProtocolPolicy?: string;
}

const behaviorsOf = (distribution: AccountResource): readonly Behavior[] =>
  (distribution.outputs.orderedCacheBehaviors ?? []) as unknown as readonly Behavior[];

/** Checks that the signed behaviors of a distribution trust the stack's key group over https. */
function behaviorFindings(distribution: AccountResource, keyGroup: unknown): string[] {
  const signed = behaviorsOf(distribution).filter((behavior) => behavior.trustedKeyGroups !== undefined);
  if (signed.length === 0) {
    return ["the distribution has no signed behavior"];
  }
  return signed.flatMap(({ pathPattern = "", trustedKeyGroups = [], viewerProtocolPolicy }) => [
    ...(trustedKeyGroups.includes(String(keyGroup))
      ? []
      : [`${pathPattern} does not trust the stack's key group`]),
    ...(viewerProtocolPolicy === "https-only" ? [] : [`${pathPattern} is not https-only`]),
  ]);
}

/** Checks the load balancer and its listeners' default actions. */
function gateFindings(account: AccountFile, albArn: unknown): string[] {
  const balancer = account.resources.find(({ outputs }) => outputs.arn === albArn);
  if (balancer === undefined) {
    return ["the load balancer of the outputs is not in the local cloud"];
  }
  const listeners = account.resources.filter(
    ({ type, outputs }) => type === "aws:lb/listener:Listener" && outputs.loadBalancerArn === albArn,
  );
  const refuses = (listener: AccountResource): boolean =>
    (
      (listener.outputs.defaultActions ?? []) as unknown as {
        type: string;
        fixedResponse?: { statusCode?: string };
      }[]
    ).every(({ type, fixedResponse }) => type === "fixed-response" && fixedResponse?.statusCode === "403");
  return [
    ...(balancer.outputs.internal === true ? [] : ["the load balancer is not internal"]),
    ...(listeners.length > 0 ? [] : ["the load balancer has no listener"]),
    ...(listeners.every(refuses) ? [] : ["a listener does not refuse by default with a fixed 403"]),
  ];
}

/**
 * Compares a stack's outputs with the local cloud.
 *
 * @returns one line for each difference
 */
export function checkStack(
  outputs: Readonly<Record<string, unknown>>,
  account: AccountFile | undefined,
): string[] {
  if (account === undefined) {
    return ["nothing was created in the local cloud"];
  }
  const distribution = account.resources.find(
    ({ type, id }) => type === "aws:cloudfront/distribution:Distribution" && id === outputs.distributionId,
  );
  if (distribution === undefined) {
    return ["the distribution of the outputs is not in the local cloud"];
  }
  return [
    ...(distribution.outputs.status === "Deployed" ? [] : ["the distribution is not deployed"]),
    ...behaviorFindings(distribution, outputs.keyGroupId),
    ...gateFindings(account, outputs.albArn),
  ];
}
