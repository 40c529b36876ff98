import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as lb from "@pulumi/aws/lb";
import * as route53 from "@pulumi/aws/route53";
import { ContentKind, Network, SecureOrigin } from "../../../../components";

// A platform team's own network, load balancer and instance, with a site put behind CloudFront in front of them.
const network = new Network("own", {});
const group = (name: string) =>
  new ec2.SecurityGroup(name, { vpcId: network.vpcId, description: `Of the ${name}` });
const [balancerGroup, instanceGroup] = [group("balancer"), group("instances")];
const balancer = new lb.LoadBalancer("own", {
  internal: true,
  loadBalancerType: "application",
  subnets: network.subnetIds,
  securityGroups: [balancerGroup.id],
  dropInvalidHeaderFields: true,
});
const role = new iam.Role("own", {
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  }),
});
const instance = new ec2.Instance("own", {
  ami: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
  instanceType: "t4g.small",
  subnetId: network.subnetIds.apply(([first = ""]) => first),
  vpcSecurityGroupIds: [instanceGroup.id],
  metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
  rootBlockDevice: { encrypted: true },
  iamInstanceProfile: new iam.InstanceProfile("own", { role: role.name }).name,
});

const site = new SecureOrigin("site", {
  domainName: "own.example.com",
  hostedZoneId: route53.getZoneOutput({ name: "example.com" }).zoneId,
  securePaths: ["/premium/*", "/downloads/*", "/secure/*"].map((pattern) => ({
    pattern,
    content: ContentKind.Dynamic,
  })),
  signingKeys: [{ id: "k1" }],
  vpc: { vpcId: network.vpcId, subnetIds: network.subnetIds },
  origin: {
    loadBalancerArn: balancer.arn,
    loadBalancerSecurityGroupId: balancerGroup.id,
    listenerPort: 8443,
    instances: {
      ids: { first: instance.id },
      securityGroupId: instanceGroup.id,
      role: { name: role.name, arn: role.arn },
    },
  },
});

export const { albArn, distributionId, keyGroupId, appRoleArn } = site;
export const ownBalancerArn = balancer.arn;
