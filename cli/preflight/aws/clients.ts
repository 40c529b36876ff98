/** The AWS clients that preflight needs: optional packages, loaded when it runs. */
import { CommandError } from "../../report";

/** Tells whether `require` or `import` could not find a package. */
function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND";
}

/** Loads one package; returns undefined if it is not installed, and throws any other error. */
async function optional<T>(loading: Promise<T>, name: string, missing: string[]): Promise<T | undefined> {
  try {
    return await loading;
  } catch (error) {
    if (!isMissing(error)) {
      throw error;
    }
    missing.push(name);
    return undefined;
  }
}

/** Makes the error for packages that are not installed, with the command that installs them. */
export function missingPackages(names: readonly string[]): CommandError {
  const packages = [...names].sort();
  return new CommandError(
    `preflight needs AWS clients that are not installed: ${packages.join(", ")}`,
    `npm install ${packages.join(" ")}`,
  );
}

/**
 * Loads the packages that every run needs.
 *
 * @throws CommandError that lists all missing packages
 */
async function loadPackages() {
  const missing: string[] = [];
  const [sts, route53, ec2, elb, cloudfront, iam, quotas, logs] = await Promise.all([
    optional(import("@aws-sdk/client-sts"), "@aws-sdk/client-sts", missing),
    optional(import("@aws-sdk/client-route-53"), "@aws-sdk/client-route-53", missing),
    optional(import("@aws-sdk/client-ec2"), "@aws-sdk/client-ec2", missing),
    optional(
      import("@aws-sdk/client-elastic-load-balancing-v2"),
      "@aws-sdk/client-elastic-load-balancing-v2",
      missing,
    ),
    optional(import("@aws-sdk/client-cloudfront"), "@aws-sdk/client-cloudfront", missing),
    optional(import("@aws-sdk/client-iam"), "@aws-sdk/client-iam", missing),
    optional(import("@aws-sdk/client-service-quotas"), "@aws-sdk/client-service-quotas", missing),
    optional(import("@aws-sdk/client-cloudwatch-logs"), "@aws-sdk/client-cloudwatch-logs", missing),
  ]);
  if (!sts || !route53 || !ec2 || !elb || !cloudfront || !iam || !quotas || !logs) {
    throw missingPackages(missing);
  }
  return { sts, route53, ec2, elb, cloudfront, iam, quotas, logs };
}

/** The loaded packages with a client of each. */
export type Aws = Awaited<ReturnType<typeof connect>>;

/** The region of CloudFront's logs and of the quotas of global services. */
export const GLOBAL_REGION = "us-east-1";

/** Creates the clients; credentials and endpoints come from the environment. */
export async function connect(region: string) {
  const sdk = await loadPackages();
  // The clients retry throttled calls, but not denied ones.
  const local = { region, maxAttempts: 3 };
  const us = { ...local, region: GLOBAL_REGION };
  const clients = {
    sts: new sdk.sts.STSClient(local),
    route53: new sdk.route53.Route53Client(us),
    ec2: new sdk.ec2.EC2Client(local),
    elb: new sdk.elb.ElasticLoadBalancingV2Client(local),
    cloudfront: new sdk.cloudfront.CloudFrontClient(us),
    iam: new sdk.iam.IAMClient(us),
    quotas: new sdk.quotas.ServiceQuotasClient(local),
    globalQuotas: new sdk.quotas.ServiceQuotasClient(us),
    logs: new sdk.logs.CloudWatchLogsClient(us),
  };
  return { sdk, region, clients };
}
