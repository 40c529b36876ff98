/** What exists already, as the recorder's AWS has it. */

/** Network of the caller's. */
export const VPC = { vpcId: "vpc-9", subnetIds: ["subnet-1", "subnet-2"] };

/** Load balancer and instances of the caller's. */
export const EXISTING = {
  loadBalancerArn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/own/1",
  loadBalancerSecurityGroupId: "sg-alb",
  instances: {
    ids: { a: "i-1" },
    securityGroupId: "sg-web",
    role: { name: "web", arn: "arn:aws:iam::111122223333:role/web" },
  },
};
