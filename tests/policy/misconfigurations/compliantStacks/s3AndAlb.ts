import { declared, idOf, output, type Resource, type Stack } from "../stackModel";
import { publicPem } from "../testKeys";
import {
  distribution,
  publicBehavior,
  secretOrigin,
  securityHeaders,
  signedBehaviors,
  vpcOrigin,
  webAcl,
} from "./resources/distribution";
import { instanceRole, scalingGroup } from "./resources/instances";
import { keyGroup } from "./resources/keys";
import {
  applicationLoadBalancer,
  CLOUDFRONT_ADDRESSES,
  headerSecret,
  PORTS,
  tier,
} from "./resources/loadBalancer";
import { accessLogs } from "./resources/logs";
import { network, privateSubnetIds } from "./resources/network";
import { pages, pagesOrigin } from "./resources/pages";
import { policyDocument } from "./resources/policies";

const APP = { name: "app" };
const WWW = { name: "www" };
const TIERS = ["public", "signed"] as const;

/**
 * Builds a stack with a public site in a bucket and an application on EC2, each with its own distribution; the security
 * group rules are of the older type, the Auto Scaling group is attached by resources, and the signing key is an existing
 * parameter.
 */
export function s3AndAlb(): Stack {
  return {
    name: "app",
    resources: [
      ...network({ ...APP, zones: 2, nats: 1 }),
      ...groups(),
      ...loadBalancer(),
      ...instances(),
      ...keys(),
      ...edge(),
      ...website(),
    ],
    outputs: { url: "https://app.example.com", site: "https://www.example.com" },
  };
}

function groups(): Resource[] {
  const vpcId = idOf("app-vpc");
  const out = { type: "egress", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
  return [
    declared("aws:ec2/securityGroup:SecurityGroup", "app-balancer", { vpcId }),
    declared("aws:ec2/securityGroup:SecurityGroup", "app-instances", { vpcId }),
    declared("aws:ec2/securityGroupRule:SecurityGroupRule", "app-balancer-in", {
      type: "ingress",
      securityGroupId: idOf("app-balancer"),
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      prefixListIds: [CLOUDFRONT_ADDRESSES],
    }),
    declared("aws:ec2/securityGroupRule:SecurityGroupRule", "app-instances-in", {
      type: "ingress",
      securityGroupId: idOf("app-instances"),
      protocol: "6",
      fromPort: PORTS.public,
      toPort: PORTS.signed,
      sourceSecurityGroupId: idOf("app-balancer"),
    }),
    ...["app-balancer", "app-instances"].map((group) =>
      declared("aws:ec2/securityGroupRule:SecurityGroupRule", `${group}-out`, {
        ...out,
        securityGroupId: idOf(group),
      }),
    ),
  ];
}

function loadBalancer(): Resource[] {
  const tiers = TIERS.flatMap((name) => [
    headerSecret(APP, `app-${name}-secret`),
    ...tier({
      ...APP,
      module: "lb",
      tier: name,
      vpcId: idOf("app-vpc"),
      secrets: [output(`app-${name}-secret`, "hex")],
    }),
  ]);
  const subnets = privateSubnetIds("app", 2);
  const securityGroups = [idOf("app-balancer")];
  return [
    ...applicationLoadBalancer({ ...APP, module: "lb", subnets, securityGroups, deletionProtection: true }),
    ...tiers,
  ];
}

function instances(): Resource[] {
  return [
    ...instanceRole(APP),
    ...scalingGroup({
      ...APP,
      subnets: privateSubnetIds("app", 2),
      securityGroups: [idOf("app-instances")],
    }),
    ...TIERS.map((name) =>
      declared("aws:autoscaling/attachment:Attachment", `app-group-${name}`, {
        autoscalingGroupName: output("app-group", "name"),
        lbTargetGroupArn: output(`app-${name}-targets`, "arn"),
      }),
    ),
  ];
}

function keys(): Resource[] {
  return [
    declared("aws:iam/rolePolicy:RolePolicy", "app-signs", {
      role: output("app-role", "name"),
      policy: policyDocument({
        Effect: "Allow",
        Action: "ssm:GetParameter",
        Resource: "arn:aws:ssm:eu-west-1:111122223333:parameter/app/signing-key",
      }),
    }),
    declared("aws:cloudfront/publicKey:PublicKey", "app-public-key-k1", {
      encodedKey: publicPem("p256", "app"),
    }),
    keyGroup(APP, ["k1"]),
  ];
}

function edge(): Resource[] {
  const origin = (name: "public" | "signed") =>
    secretOrigin("app", name, "origin.app.example.com", output(`app-${name}-secret`, "hex"));
  return [
    webAcl(APP),
    securityHeaders(APP),
    vpcOrigin(APP, output("app-alb", "arn")),
    distribution({
      ...APP,
      domainName: "app.example.com",
      origins: [origin("public"), origin("signed")],
      defaultCacheBehavior: publicBehavior("app", "public"),
      orderedCacheBehaviors: signedBehaviors("app"),
      webAcl: "app-web-acl",
    }),
    ...accessLogs(APP, "app-distribution"),
  ];
}

function website(): Resource[] {
  return [
    ...pages(WWW, "www-distribution"),
    distribution({
      ...WWW,
      domainName: "www.example.com",
      origins: [pagesOrigin("www")],
      defaultCacheBehavior: publicBehavior("app", "pages"),
      webAcl: "app-web-acl",
    }),
    ...accessLogs(WWW, "www-distribution"),
  ];
}
