/** What former stacks left: policies of CloudWatch Logs, CloudFront's security groups. */
import { SERVICE_GROUP, type ServiceGroup } from "../decisions/leftovers";
import type { Aws } from "./clients";

/** The names of the resource policies where CloudFront's logs are delivered from. */
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

/** CloudFront's security groups in the region. */
export async function fetchServiceGroups({ sdk, clients }: Aws): Promise<ServiceGroup[]> {
  const { SecurityGroups = [] } = await clients.ec2.send(
    new sdk.ec2.DescribeSecurityGroupsCommand({
      Filters: [{ Name: "group-name", Values: [SERVICE_GROUP] }],
    }),
  );
  return SecurityGroups.map(({ GroupId = "", VpcId = "" }) => ({ id: GroupId, vpcId: VpcId }));
}
