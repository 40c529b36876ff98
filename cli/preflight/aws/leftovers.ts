/** Leftovers of deleted stacks: resource policies of CloudWatch Logs, security groups of CloudFront. */
import { SERVICE_GROUP, type ServiceGroup } from "../decisions/leftovers";
import type { Aws } from "./clients";

/** Lists the resource policies of CloudWatch Logs in the region that delivers CloudFront's logs. */
export async function fetchLogPolicies({ sdk, clients }: Aws): Promise<string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await clients.logs.send(new sdk.logs.DescribeResourcePoliciesCommand({ nextToken }));
    names.push(...(page.resourcePolicies ?? []).flatMap(({ policyName }) => policyName ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return names;
}

/** Lists CloudFront's security groups in the region. */
export async function fetchServiceGroups({ sdk, clients }: Aws): Promise<ServiceGroup[]> {
  const { SecurityGroups = [] } = await clients.ec2.send(
    new sdk.ec2.DescribeSecurityGroupsCommand({
      Filters: [{ Name: "group-name", Values: [SERVICE_GROUP] }],
    }),
  );
  return SecurityGroups.map(({ GroupId = "", VpcId = "" }) => ({ id: GroupId, vpcId: VpcId }));
}
