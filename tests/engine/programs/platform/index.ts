import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as lb from "@pulumi/aws/lb";
import * as ssm from "@pulumi/aws/ssm";
import { Network } from "../../../../components";

// The existing resources of a platform team: a network, an internal load balancer and an instance. Its outputs are the
// settings of examples/existing-vpc-and-load-balancer.
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
const image = ssm.getParameterOutput({
  name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
});
const instance = new ec2.Instance("own", {
  ami: image.insecureValue,
  instanceType: "t4g.small",
  subnetId: network.subnetIds.apply(([first = ""]) => first),
  vpcSecurityGroupIds: [instanceGroup.id],
  metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
  rootBlockDevice: { encrypted: true },
  iamInstanceProfile: new iam.InstanceProfile("own", { role: role.name }).name,
});

export const { vpcId, subnetIds } = network;
export const loadBalancerArn = balancer.arn;
export const loadBalancerSecurityGroupId = balancerGroup.id;
export const instanceId = instance.id;
export const instanceSecurityGroupId = instanceGroup.id;
export const roleName = role.name;
export const roleArn = role.arn;
