/** An internet-facing load balancer behind an open security group. */
import { InternetGateway, SecurityGroup, Subnet, Vpc } from "@pulumi/aws/ec2";
import { LoadBalancer } from "@pulumi/aws/lb";

const vpc = new Vpc("shop", { cidrBlock: "10.0.0.0/16" });
new InternetGateway("shop", { vpcId: vpc.id });
const subnets = ["a", "b"].map(
  (zone, index) =>
    new Subnet(`shop-${zone}`, {
      vpcId: vpc.id,
      cidrBlock: `10.0.${index}.0/24`,
      availabilityZone: `eu-west-1${zone}`,
    }),
);
const group = new SecurityGroup("shop", {
  vpcId: vpc.id,
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
});
const balancer = new LoadBalancer("shop", {
  loadBalancerType: "application",
  subnets: subnets.map(({ id }) => id),
  securityGroups: [group.id],
});
export const dnsName = balancer.dnsName;
