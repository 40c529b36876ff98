/** Usage of the account's quotas, without the stack's own resources. */
import type { QuotaName } from "../decisions/quotas";
import type { OwnResources } from "../requirements";
import type { Aws } from "./clients";

/** Collects the items of all pages. */
async function gather<P, T>(
  pages: AsyncIterable<P>,
  itemsOf: (page: P) => readonly T[] | undefined,
): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) {
    items.push(...(itemsOf(page) ?? []));
  }
  return items;
}

/** Counts the ids of resources outside the stack. */
const others = (ids: readonly (string | undefined)[], own: OwnResources): number =>
  ids.filter((id) => !own.ids.has(id ?? "")).length;

/** Instance types that count towards the quota of standard families. */
const STANDARD = /^[acdhimrtz]\d/;

/** Counts the vCPUs of the running standard instances in the region. */
async function usedVcpus({ sdk, clients }: Aws): Promise<number> {
  const running = await gather(
    sdk.ec2.paginateDescribeInstances(
      { client: clients.ec2 },
      { Filters: [{ Name: "instance-state-name", Values: ["pending", "running"] }] },
    ),
    ({ Reservations }) => Reservations?.flatMap(({ Instances = [] }) => Instances),
  );
  return running
    .filter(({ InstanceType, InstanceLifecycle }) => STANDARD.test(InstanceType ?? "") && !InstanceLifecycle)
    .reduce(
      (sum, { CpuOptions }) => sum + (CpuOptions?.CoreCount ?? 1) * (CpuOptions?.ThreadsPerCore ?? 1),
      0,
    );
}

/** Reads the vCPUs of an instance type. */
export async function fetchVcpus({ sdk, clients }: Aws, type: string): Promise<number> {
  const { InstanceTypes = [] } = await clients.ec2.send(
    new sdk.ec2.DescribeInstanceTypesCommand({ InstanceTypes: [type as never] }),
  );
  return InstanceTypes[0]?.VCpuInfo?.DefaultVCpus ?? 0;
}

type Count = (aws: Aws, own: OwnResources) => Promise<number>;

/** Counts the usage of each quota. The stack's running instances count too, since they are replaced one by one. */
export const usage: Readonly<Record<QuotaName, Count>> = {
  vcpus: usedVcpus,
  addresses: async ({ sdk, clients }, own) => {
    const { Addresses = [] } = await clients.ec2.send(new sdk.ec2.DescribeAddressesCommand({}));
    return others(
      Addresses.map(({ AllocationId }) => AllocationId),
      own,
    );
  },
  vpcs: async ({ sdk, clients }, own) => {
    const found = await gather(sdk.ec2.paginateDescribeVpcs({ client: clients.ec2 }, {}), ({ Vpcs }) => Vpcs);
    return others(
      found.map(({ VpcId }) => VpcId),
      own,
    );
  },
  loadBalancers: async ({ sdk, clients }, own) => {
    const found = await gather(
      sdk.elb.paginateDescribeLoadBalancers({ client: clients.elb }, {}),
      ({ LoadBalancers }) => LoadBalancers,
    );
    const applications = found.filter(({ Type }) => Type === "application");
    return others(
      applications.map(({ LoadBalancerArn }) => LoadBalancerArn),
      own,
    );
  },
  distributions: async (aws, own) =>
    others(
      (await fetchDistributions(aws)).map(({ id }) => id),
      own,
    ),
  vpcOrigins: async (aws, own) => others(await fetchVpcOrigins(aws), own),
  keyGroups: async ({ sdk, clients }, own) => {
    const { KeyGroupList } = await clients.cloudfront.send(new sdk.cloudfront.ListKeyGroupsCommand({}));
    return others(
      (KeyGroupList?.Items ?? []).map(({ KeyGroup }) => KeyGroup?.Id),
      own,
    );
  },
};

/** Lists the account's distributions with their aliases. */
export async function fetchDistributions({
  sdk,
  clients,
}: Aws): Promise<{ id: string; aliases: string[] }[]> {
  const found = await gather(
    sdk.cloudfront.paginateListDistributions({ client: clients.cloudfront }, {}),
    ({ DistributionList }) => DistributionList?.Items,
  );
  return found.map(({ Id = "", Aliases }) => ({ id: Id, aliases: Aliases?.Items ?? [] }));
}

/** Lists the ids of the account's VPC origins. */
export async function fetchVpcOrigins({ sdk, clients }: Aws): Promise<string[]> {
  const ids: string[] = [];
  let Marker: string | undefined;
  do {
    const { VpcOriginList } = await clients.cloudfront.send(
      new sdk.cloudfront.ListVpcOriginsCommand({ Marker }),
    );
    ids.push(...(VpcOriginList?.Items ?? []).flatMap(({ Id }) => Id ?? []));
    Marker = VpcOriginList?.NextMarker;
  } while (Marker !== undefined && Marker !== "");
  return ids;
}
