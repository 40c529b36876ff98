/** Runs all checks of a stack against an account. */
import type { DeployedStack } from "../deployerPolicy/deployedStack";
import { inAccount } from "../deployerPolicy/inAccount";
import { allActions, deployerStatements, type Statement } from "../deployerPolicy/statements";
import { CommandError } from "../report";
import { fetchCaller, fetchDenied, fetchMissingLinkedRoles } from "./aws/account";
import { fetchBucketState, fetchUserPoolOf } from "./aws/chosenNames";
import { type Aws, GLOBAL_REGION } from "./aws/clients";
import { fetchDelegation, fetchRecords, fetchZones, type ResolveNs } from "./aws/dns";
import { fetchExistingBucket } from "./aws/existingBuckets";
import { fetchLogPolicies, fetchServiceGroups } from "./aws/leftovers";
import { Limits } from "./aws/limits";
import { fetchDistributions, fetchVcpus, fetchVpcOrigins, usage } from "./aws/usage";
import { judgeCaller, judgeVerification } from "./decisions/account";
import { judgeExistingBucket } from "./decisions/existingBuckets";
import { judgeLogPolicies, judgeServiceGroups, judgeValidationRecords } from "./decisions/leftovers";
import { judgeLinkedRoles, linkedRolesOf } from "./decisions/linkedRoles";
import { judgeAliases, judgeBucket, judgeRecords, judgeUserPoolDomain } from "./decisions/names";
import { notDone } from "./decisions/notDone";
import { judgePermissions, policySource } from "./decisions/permissions";
import { demandFor, judgeQuota, type QuotaName, quotaKinds, vcpuDemand } from "./decisions/quotas";
import { judgeDelegation, judgeZone } from "./decisions/zone";
import { type Finding, ok } from "./finding";
import type { StackToCheck } from "./readStack";
import type { Requirements } from "./requirements";

/** Runs some of the checks; a failure becomes a finding. */
async function attempt(
  check: string,
  calls: readonly string[],
  run: () => Promise<Finding | readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return [await run()].flat();
  } catch (error) {
    if (error instanceof CommandError) {
      throw error;
    }
    return [notDone(check, calls, error)];
  }
}

/** Reads the caller, without whom nothing can be checked. */
async function callerOf(aws: Aws): Promise<{ account: string; arn: string }> {
  try {
    return await fetchCaller(aws);
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : "unknown error";
    throw new CommandError(
      `cannot identify the caller with AWS: ${name}`,
      "set valid AWS credentials, for example with AWS_PROFILE",
      cause,
    );
  }
}

/** Checks the zone, its delegation, and its records. */
async function checkZone(
  aws: Aws,
  requirements: Requirements,
  resolve: ResolveNs,
): Promise<readonly Finding[]> {
  const { zoneName, siteNames, originNames, own } = requirements;
  const zones = await fetchZones(aws, zoneName);
  const [zone] = zones;
  const found = judgeZone(zoneName, zones);
  if (zone === undefined || found.verdict === "blocker") {
    return [found];
  }
  const names = [...siteNames, ...originNames];
  const [delegation, records] = await Promise.all([
    fetchDelegation(zoneName, resolve),
    attempt("DNS records", ["route53:ListResourceRecordSets"], async () => {
      const all = await fetchRecords(aws, zone.id);
      return [judgeRecords(names, all, own), judgeValidationRecords(names, all, own)];
    }),
  ]);
  return [found, judgeDelegation(zoneName, zone, delegation), ...records];
}

/** Checks one quota against what the stack adds. */
async function checkQuota(
  aws: Aws,
  limits: Limits,
  name: QuotaName,
  requirements: Requirements,
): Promise<Finding> {
  const { instances } = requirements;
  const demand =
    name === "vcpus"
      ? instances && vcpuDemand(instances, await fetchVcpus(aws, instances.type))
      : demandFor(name, requirements);
  if (demand === undefined || demand.most === 0) {
    return ok(`quota: ${quotaKinds[name].what}`, "this stack needs none");
  }
  const [used, limit] = await Promise.all([
    usage[name](aws, requirements.own),
    limits.of(name).catch(() => undefined),
  ]);
  return judgeQuota(name, { limit, used }, demand);
}

const quotaCalls: Readonly<Record<QuotaName, readonly string[]>> = {
  vcpus: ["ec2:DescribeInstances", "ec2:DescribeInstanceTypes"],
  addresses: ["ec2:DescribeAddresses"],
  vpcs: ["ec2:DescribeVpcs"],
  loadBalancers: ["elasticloadbalancing:DescribeLoadBalancers"],
  distributions: ["cloudfront:ListDistributions"],
  vpcOrigins: ["cloudfront:ListVpcOrigins"],
  keyGroups: ["cloudfront:ListKeyGroups"],
};

/** Checks that the caller has the permissions that a deployment needs. */
async function checkPermissions(
  aws: Aws,
  caller: { account: string; arn: string },
  deployed: DeployedStack | undefined,
  zoneName: string,
): Promise<Finding> {
  const source = policySource(caller.arn);
  if (source === undefined) {
    return ok("permissions", "the root user may do everything");
  }
  const [zone] = deployed === undefined ? [] : await fetchZones(aws, zoneName).catch(() => []);
  const statements: readonly Statement[] =
    deployed === undefined
      ? [{ Effect: "Allow", Action: allActions(), Resource: ["*"] }]
      : deployerStatements(inAccount(deployed, caller.account, zone?.id)).statements;
  const denied = await fetchDenied(aws, source, statements);
  const asked = new Set(statements.flatMap(({ Action }) => Action)).size;
  return judgePermissions(denied, asked, deployed !== undefined);
}

/** Checks the names that the program chooses. */
async function checkChosenNames({
  userPoolDomain,
  buckets,
  region,
  own,
}: Requirements): Promise<readonly Finding[]> {
  const domain =
    userPoolDomain === undefined
      ? []
      : await attempt("user pool domain", ["cognito-idp:DescribeUserPoolDomain"], async () =>
          judgeUserPoolDomain(userPoolDomain, await fetchUserPoolOf(userPoolDomain, region), own),
        );
  const named = await Promise.all(
    buckets.map((name) =>
      attempt("bucket", ["s3:ListBucket"], async () =>
        judgeBucket(name, await fetchBucketState(name, region), own),
      ),
    ),
  );
  return [...domain, ...named.flat()];
}

const bucketCalls = [
  "s3:ListBucket",
  "s3:GetBucketPublicAccessBlock",
  "s3:GetBucketPolicy",
  "s3:GetEncryptionConfiguration",
  "kms:GetKeyPolicy",
];

/** Checks the buckets that the stack reads and does not create. */
async function checkExistingBuckets(
  { existingBuckets, own }: Requirements,
  account: string,
): Promise<readonly Finding[]> {
  const found = await Promise.all(
    existingBuckets.map((bucket) =>
      attempt(bucket.setting, bucketCalls, async () =>
        judgeExistingBucket(bucket, await fetchExistingBucket(bucket.name, bucket.region), own, account),
      ),
    ),
  );
  return found.flat();
}

/** Runs all checks, and returns their findings in display order. */
export async function checkAll(
  aws: Aws,
  stack: StackToCheck,
  { expected, resolve }: { expected: string | undefined; resolve: ResolveNs },
): Promise<readonly Finding[]> {
  const caller = await callerOf(aws);
  const requirements = stack.requirementsIn(caller.account);
  const limits = new Limits(aws);
  const quotas = Object.keys(quotaKinds) as QuotaName[];
  const parts = await Promise.all([
    attempt("permissions", ["iam:SimulatePrincipalPolicy"], () =>
      checkPermissions(aws, caller, stack.deployed, requirements.zoneName),
    ),
    attempt("hosted zone", ["route53:ListHostedZonesByName", "route53:GetHostedZone"], () =>
      checkZone(aws, requirements, resolve),
    ),
    attempt("aliases", ["cloudfront:ListDistributions"], async () => {
      const distributions = await fetchDistributions(aws);
      return [
        judgeVerification(distributions.length),
        judgeAliases(requirements.siteNames, distributions, requirements.own),
      ];
    }),
    checkChosenNames(requirements),
    checkExistingBuckets(requirements, caller.account),
    ...quotas.map((name) =>
      attempt(`quota: ${quotaKinds[name].what}`, quotaCalls[name], () =>
        checkQuota(aws, limits, name, requirements),
      ),
    ),
    attempt("service-linked roles", ["iam:GetRole"], async () =>
      judgeLinkedRoles(await fetchMissingLinkedRoles(aws, linkedRolesOf(requirements))),
    ),
    attempt(`log resource policies in ${GLOBAL_REGION}`, ["logs:DescribeResourcePolicies"], async () =>
      judgeLogPolicies(GLOBAL_REGION, await fetchLogPolicies(aws)),
    ),
    attempt(
      "CloudFront's security group",
      ["ec2:DescribeSecurityGroups", "cloudfront:ListVpcOrigins"],
      async () => {
        const groups = await fetchServiceGroups(aws);
        return judgeServiceGroups(groups, groups.length === 0 ? 0 : (await fetchVpcOrigins(aws)).length);
      },
    ),
  ]);
  return [judgeCaller(caller, expected), ...parts.flat()];
}
