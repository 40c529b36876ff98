import { declared, idOf, output, type Resource, type Stack } from "../stackModel";
import {
  distribution,
  pagesBehavior,
  securityHeaders,
  signedBehavior,
  vpcOrigin,
} from "./resources/distribution";
import { instanceRole, privateInstance } from "./resources/instances";
import { keyGroup, kmsKey } from "./resources/keys";
import { CLOUDFRONT_ADDRESSES } from "./resources/loadBalancer";
import { accessLogs } from "./resources/logs";
import { network, privateSubnetIds } from "./resources/network";
import { pages, pagesOrigin } from "./resources/pages";

const API = { name: "api" };
const DIRECT = { name: "direct" };

/**
 * Builds a stack with a network load balancer and a single instance, each behind a VPC origin. Neither can check a header,
 * so every path of the distribution but the error pages is signed.
 */
export function nlbAndEc2(): Stack {
  return {
    name: "api",
    resources: [
      ...network({ ...API, zones: 2, nats: 1 }),
      ...groups(),
      ...loadBalancer(),
      ...instances(),
      ...kmsKey({ ...API, id: "k1", signer: "api-role" }),
      keyGroup(API, ["k1"]),
      ...edge(),
    ],
    outputs: { url: "https://api.example.com" },
  };
}

function groups(): Resource[] {
  const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
  const group = (name: string) =>
    declared("aws:ec2/securityGroup:SecurityGroup", name, { vpcId: idOf("api-vpc") });
  const fromEdge = (name: string, securityGroup: string) =>
    declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, {
      ...https,
      securityGroupId: idOf(securityGroup),
      prefixListId: CLOUDFRONT_ADDRESSES,
    });
  return [
    group("api-balancer"),
    group("api-instances"),
    group("api-direct"),
    fromEdge("api-balancer-in", "api-balancer"),
    fromEdge("api-direct-in", "api-direct"),
    declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "api-instances-in", {
      ipProtocol: "TCP",
      fromPort: 8443,
      toPort: 8443,
      securityGroupId: idOf("api-instances"),
      referencedSecurityGroupId: idOf("api-balancer"),
    }),
  ];
}

function loadBalancer(): Resource[] {
  return [
    declared("aws:lb/loadBalancer:LoadBalancer", "api-nlb", {
      internal: true,
      loadBalancerType: "network",
      subnets: privateSubnetIds("api", 2),
      securityGroups: [idOf("api-balancer")],
    }),
    declared("aws:lb/targetGroup:TargetGroup", "api-targets", {
      vpcId: idOf("api-vpc"),
      targetType: "instance",
      protocol: "TLS",
      port: 8443,
    }),
    declared("aws:lb/listener:Listener", "api-tls", {
      loadBalancerArn: output("api-nlb", "arn"),
      port: 443,
      protocol: "TLS",
      certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/7c4d1b9e-53d1-4f61-8a0b-3f0f0f6c2f11",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      defaultActions: [{ type: "forward", targetGroupArn: output("api-targets", "arn") }],
    }),
  ];
}

function instances(): Resource[] {
  const iamInstanceProfile = output("api-profile", "name");
  return [
    ...instanceRole(API),
    ...privateSubnetIds("api", 2).flatMap((subnet, index) => [
      privateInstance(`api-instance-${index}`, subnet, [idOf("api-instances")], { iamInstanceProfile }),
      declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", `api-target-${index}`, {
        targetGroupArn: output("api-targets", "arn"),
        targetId: idOf(`api-instance-${index}`),
        port: 8443,
      }),
    ]),
    privateInstance("api-direct-instance", idOf("api-private-0"), [idOf("api-direct")], {
      iamInstanceProfile,
    }),
  ];
}

function edge(): Resource[] {
  const origin = (originId: string) => ({
    originId,
    domainName: `${originId}.origin.api.example.com`,
    vpcOriginConfig: { vpcOriginId: idOf(`${originId}-vpc-origin`) },
  });
  return [
    securityHeaders(API),
    ...pages(API, "api-distribution"),
    vpcOrigin(API, output("api-nlb", "arn")),
    vpcOrigin(DIRECT, output("api-direct-instance", "arn")),
    distribution({
      ...API,
      domainName: "api.example.com",
      origins: [origin("api"), origin("direct"), pagesOrigin("api")],
      defaultCacheBehavior: signedBehavior("api", "api"),
      orderedCacheBehaviors: [
        pagesBehavior("api"),
        { ...signedBehavior("api", "direct"), pathPattern: "/downloads/*" },
      ],
      errorPages: true,
    }),
    ...accessLogs(API, "api-distribution"),
  ];
}
