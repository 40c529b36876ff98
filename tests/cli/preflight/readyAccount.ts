/** The answers of an account that is ready for the prod stack. */
import type { Answers } from "./awsStandIn";

/** Name servers of the zone and of the domain. */
export const nameServers = ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"];

const zoneId = "Z0123456789ABCDEFGHIJ";

/** Zones with the name example.com. */
export const zonesAnswer = (...ids: string[]): string =>
  `<ListHostedZonesByNameResponse><HostedZones>${ids
    .map(
      (id) =>
        `<HostedZone><Id>/hostedzone/${id}</Id><Name>example.com.</Name><CallerReference>1</CallerReference>` +
        "<Config><PrivateZone>false</PrivateZone></Config></HostedZone>",
    )
    .join(
      "",
    )}</HostedZones><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListHostedZonesByNameResponse>`;

/** Records of the zone: type, name, value. */
export const recordsAnswer = (...records: readonly (readonly [string, string, string])[]): string =>
  `<ListResourceRecordSetsResponse><ResourceRecordSets>${records
    .map(
      ([type, name, value]) =>
        `<ResourceRecordSet><Name>${name}.</Name><Type>${type}</Type><TTL>300</TTL><ResourceRecords>` +
        `<ResourceRecord><Value>${value}</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>`,
    )
    .join(
      "",
    )}</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems></ListResourceRecordSetsResponse>`;

/** Distributions by id, with one alias each. */
export const distributionsAnswer = (distributions: Readonly<Record<string, string>>): string =>
  `<DistributionList><Marker></Marker><MaxItems>100</MaxItems><IsTruncated>false</IsTruncated><Quantity>1</Quantity><Items>${Object.entries(
    distributions,
  )
    .map(
      ([id, alias]) =>
        `<DistributionSummary><Id>${id}</Id><Aliases><Quantity>1</Quantity><Items><CNAME>${alias}</CNAME></Items></Aliases></DistributionSummary>`,
    )
    .join("")}</Items></DistributionList>`;

const items = (count: number, item: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => item(index)).join("");

/** Elastic IP addresses. */
export const addressesAnswer = (count: number): string =>
  `<addressesSet>${items(count, (index) => `<item><allocationId>eipalloc-${index}</allocationId></item>`)}</addressesSet>`;

/** VPCs. */
export const vpcsAnswer = (count: number): string =>
  `<vpcSet>${items(count, (index) => `<item><vpcId>vpc-${index}</vpcId></item>`)}</vpcSet>`;

/** Application load balancers. */
export const loadBalancersAnswer = (count: number): string =>
  `<LoadBalancers>${items(
    count,
    (index) => `<member><LoadBalancerArn>arn:${index}</LoadBalancerArn><Type>application</Type></member>`,
  )}</LoadBalancers>`;

/** VPC origins. */
export const vpcOriginsAnswer = (count: number): string =>
  `<VpcOriginList><Marker></Marker><MaxItems>100</MaxItems><IsTruncated>false</IsTruncated><Quantity>${count}</Quantity><Items>${items(
    count,
    (index) => `<VpcOriginSummary><Id>vo_${index}</Id></VpcOriginSummary>`,
  )}</Items></VpcOriginList>`;

/** Key groups. */
export const keyGroupsAnswer = (count: number): string =>
  `<KeyGroupList><MaxItems>100</MaxItems><Quantity>${count}</Quantity><Items>${items(
    count,
    (index) => `<KeyGroupSummary><KeyGroup><Id>key-group-${index}</Id></KeyGroup></KeyGroupSummary>`,
  )}</Items></KeyGroupList>`;

/** Running instances with two vCPUs each. */
const instancesAnswer = (count: number): string =>
  `<reservationSet><item><instancesSet>${items(
    count,
    () =>
      "<item><instanceType>m7g.large</instanceType><cpuOptions><coreCount>2</coreCount><threadsPerCore>1</threadsPerCore></cpuOptions></item>",
  )}</instancesSet></item></reservationSet>`;

/** CloudFront's security groups, by VPC. */
export const serviceGroupsAnswer = (...vpcs: string[]): string =>
  `<securityGroupInfo>${vpcs
    .map((vpc, index) => `<item><groupId>sg-${index}</groupId><vpcId>${vpc}</vpcId></item>`)
    .join("")}</securityGroupInfo>`;

/** Quotas of all services in one list, since the stand-in does not distinguish services. */
export const quotasAnswer = (changed: Readonly<Record<string, number>> = {}): Record<string, unknown> => ({
  Quotas: Object.entries({
    "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances": 64,
    "EC2-VPC Elastic IPs": 5,
    "VPCs per Region": 5,
    "Application Load Balancers per Region": 50,
    "Web distributions per AWS account": 200,
    "VPC origins per AWS account": 25,
    "Key groups per AWS account": 10,
    ...changed,
  }).map(([QuotaName, Value]) => ({ QuotaName, Value })),
});

/** Log resource policies. */
export const logPoliciesAnswer = (count: number): Record<string, unknown> => ({
  resourcePolicies: Array.from({ length: count }, (_, index) => ({ policyName: `policy-${index}` })),
});

/** IAM's simulation results, which deny the listed actions. */
export const simulationAnswer =
  (denied: readonly string[]) =>
  (parameters: URLSearchParams): string => {
    const actions = [...parameters].flatMap(([name, value]) =>
      name.startsWith("ActionNames.member.") ? [value] : [],
    );
    const results = actions.map(
      (action) =>
        `<member><EvalActionName>${action}</EvalActionName><EvalDecision>${denied.includes(action) ? "implicitDeny" : "allowed"}</EvalDecision></member>`,
    );
    return `<IsTruncated>false</IsTruncated><EvaluationResults>${results.join("")}</EvaluationResults>`;
  };

/** The caller, as a role of the account. */
export const callerAnswer = (account: string): string =>
  `<Account>${account}</Account><Arn>arn:aws:sts::${account}:assumed-role/ci/run</Arn><UserId>A</UserId>`;

/** The account. */
export const readyAccount: Answers = {
  GetCallerIdentity: callerAnswer("111122223333"),
  ListHostedZonesByName: zonesAnswer(zoneId),
  GetHostedZone: `<GetHostedZoneResponse><HostedZone><Id>/hostedzone/${zoneId}</Id><Name>example.com.</Name><CallerReference>1</CallerReference></HostedZone><DelegationSet><NameServers>${nameServers
    .map((name) => `<NameServer>${name}</NameServer>`)
    .join("")}</NameServers></DelegationSet></GetHostedZoneResponse>`,
  ListResourceRecordSets: recordsAnswer(["NS", "example.com", "ns-1.awsdns-01.org."]),
  ListDistributions: distributionsAnswer({ E1OTHER: "shop.example.com" }),
  ListVpcOrigins: vpcOriginsAnswer(0),
  ListKeyGroups: keyGroupsAnswer(1),
  DescribeAddresses: addressesAnswer(1),
  DescribeVpcs: vpcsAnswer(1),
  DescribeLoadBalancers: loadBalancersAnswer(1),
  DescribeInstances: instancesAnswer(1),
  DescribeInstanceTypes:
    "<instanceTypeSet><item><instanceType>m7g.large</instanceType><vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo></item></instanceTypeSet>",
  DescribeSecurityGroups: serviceGroupsAnswer(),
  DescribeResourcePolicies: logPoliciesAnswer(2),
  ListServiceQuotas: quotasAnswer(),
  GetRole: "<Role><RoleName>r</RoleName></Role>",
  SimulatePrincipalPolicy: simulationAnswer([]),
};
