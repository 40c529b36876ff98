/** The AWS clients that preflight needs: optional packages, loaded when it runs. */
import { CommandError } from "../../report";

/** Whether a package could not be found: by `require`, or by `import`. */
function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND";
}

/** Loads one package; undefined if it is not installed. Anything else is a defect of it, and is shown as such. */
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

/** The error of packages that are not installed: one line, and the one command that installs them. */
export function missingPackages(names: readonly string[]): CommandError {
  const packages = [...names].sort();
  return new CommandError(
    `preflight needs AWS clients that are not installed: ${packages.join(", ")}`,
    `npm install ${packages.join(" ")}`,
  );
}

/** Loads what every run needs. @throws CommandError that names all that is missing */
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

/** The packages, and a client of each for the region; `us` is where those of global services are. */
export type Aws = Awaited<ReturnType<typeof connect>>;

/** Where the quotas of global services and CloudFront's logs are. */
export const GLOBAL_REGION = "us-east-1";

/** Makes the clients. Credentials and endpoints are those of the environment. */
export async function connect(region: string) {
  const sdk = await loadPackages();
  // An account that throttles is asked again; what is refused is not.
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
