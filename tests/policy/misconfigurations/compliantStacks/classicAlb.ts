import { declared, idOf, joined, output, type Resource, type Stack } from "../stackModel";
import { publicPem } from "../testKeys";
import {
  distribution,
  publicBehavior,
  secretOrigin,
  securityHeaders,
  signedBehavior,
  signedBehaviors,
  vpcOrigin,
  webAcl,
} from "./resources/distribution";
import { instanceRole, privateInstance } from "./resources/instances";
import { keyGroup } from "./resources/keys";
import { applicationLoadBalancer, CLOUDFRONT_ADDRESSES, PORTS, tier } from "./resources/loadBalancer";
import { accessLogs } from "./resources/logs";
import { network, privateSubnetIds } from "./resources/network";

const SHOP = { name: "shop" };
const TIERS = ["public", "signed"] as const;

/**
 * Builds the stack of a program that does not use the components: a load balancer under its old module name with a custom
 * header, inline security group rules, instances attached one by one, a signing key in Secrets Manager, and two
 * distributions on one VPC origin, the second of which is entirely signed.
 */
export function classicAlb(): Stack {
  return {
    name: "shop",
    resources: [
      ...network({ ...SHOP, zones: 2, nats: 1 }),
      ...groups(),
      ...loadBalancer(),
      ...app(),
      ...keys(),
      ...edge(),
    ],
    outputs: { url: "https://shop.example.com" },
  };
}

function groups(): Resource[] {
  const vpcId = idOf("shop-vpc");
  const anywhere = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
  return [
    declared("aws:ec2/securityGroup:SecurityGroup", "shop-balancer", {
      vpcId,
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: [CLOUDFRONT_ADDRESSES] }],
      egress: [anywhere],
    }),
    declared("aws:ec2/securityGroup:SecurityGroup", "shop-instances", {
      vpcId,
      ingress: TIERS.map((name) => ({
        protocol: "tcp",
        fromPort: PORTS[name],
        toPort: PORTS[name],
        securityGroups: [idOf("shop-balancer")],
      })),
      egress: [anywhere],
    }),
  ];
}

function loadBalancer(): Resource[] {
  const tiers = TIERS.flatMap((name) => [
    declared("random:index/randomPassword:RandomPassword", `shop-${name}-secret`, {
      length: 48,
      special: false,
      upper: false,
    }),
    ...tier({
      ...SHOP,
      module: "alb",
      tier: name,
      vpcId: idOf("shop-vpc"),
      secrets: [output(`shop-${name}-secret`, "result")],
    }),
  ]);
  const subnets = privateSubnetIds("shop", 2);
  const securityGroups = [idOf("shop-balancer")];
  return [
    ...applicationLoadBalancer({ ...SHOP, module: "alb", subnets, securityGroups, deletionProtection: true }),
    ...tiers,
  ];
}

function app(): Resource[] {
  return [
    ...instanceRole(SHOP),
    ...privateSubnetIds("shop", 2).flatMap((subnet, index) => {
      const instance = `shop-instance-${index}`;
      return [
        privateInstance(instance, subnet, [idOf("shop-instances")], {
          iamInstanceProfile: output("shop-profile", "name"),
        }),
        ...TIERS.map((name) =>
          declared("aws:alb/targetGroupAttachment:TargetGroupAttachment", `${instance}-${name}`, {
            targetGroupArn: output(`shop-${name}-targets`, "arn"),
            targetId: idOf(instance),
            port: PORTS[name],
          }),
        ),
      ];
    }),
  ];
}

function keys(): Resource[] {
  return [
    declared("aws:secretsmanager/secret:Secret", "shop-signing-key", { recoveryWindowInDays: 7 }),
    declared("aws:iam/rolePolicy:RolePolicy", "shop-signs", {
      role: output("shop-role", "name"),
      policy: joined`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"${output("shop-signing-key", "arn")}"}]}`,
    }),
    declared("aws:cloudfront/publicKey:PublicKey", "shop-public-key-k1", {
      encodedKey: publicPem("rsa2048", "shop"),
    }),
    keyGroup(SHOP, ["k1"]),
  ];
}

function edge(): Resource[] {
  const origin = (name: "public" | "signed") =>
    secretOrigin("shop", name, "origin.shop.example.com", output(`shop-${name}-secret`, "result"));
  return [
    webAcl(SHOP),
    securityHeaders(SHOP),
    vpcOrigin(SHOP, output("shop-alb", "arn")),
    distribution({
      ...SHOP,
      domainName: "shop.example.com",
      origins: [origin("public"), origin("signed")],
      defaultCacheBehavior: publicBehavior("shop", "public"),
      orderedCacheBehaviors: signedBehaviors("shop"),
      webAcl: "shop-web-acl",
    }),
    distribution({
      name: "media",
      domainName: "media.example.com",
      origins: [origin("signed")],
      defaultCacheBehavior: signedBehavior("shop", "signed"),
      webAcl: "shop-web-acl",
    }),
    ...accessLogs(SHOP, "shop-distribution"),
    ...accessLogs({ name: "media" }, "media-distribution"),
  ];
}
