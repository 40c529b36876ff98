import { privateInstance } from "../../compliantStacks/resources/instances";
import { type Misconfiguration, THE_STACK } from "../../misconfiguration";
import {
  added,
  all,
  type Change,
  declared,
  idOf,
  later,
  output,
  type Resource,
  set,
  unset,
} from "../../stackModel";

const ANYWHERE = "0.0.0.0/0";
const SSH = { ipProtocol: "tcp", fromPort: 22, toPort: 22 };

/** Declares a public load balancer with a security group that admits the internet, and plain HTTP. */
function publicBalancer(): Resource[] {
  return [
    declared("aws:ec2/securityGroup:SecurityGroup", "legacy-balancer", {
      vpcId: idOf("app-vpc"),
      ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: [ANYWHERE] }],
    }),
    declared("aws:lb/loadBalancer:LoadBalancer", "legacy-alb", {
      internal: false,
      subnets: [idOf("app-public-0")],
      securityGroups: [idOf("legacy-balancer")],
    }),
    declared("aws:lb/targetGroup:TargetGroup", "legacy-targets", {
      vpcId: idOf("app-vpc"),
      protocol: "HTTP",
      port: 8080,
    }),
    declared("aws:lb/listener:Listener", "legacy-http", {
      loadBalancerArn: output("legacy-alb", "arn"),
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "forward", targetGroupArn: output("legacy-targets", "arn") }],
    }),
  ];
}

/** Makes the public load balancer the origin of the second distribution, by its name or by another domain name. */
function customOrigin(domainName: Parameters<typeof set>[2]): Change {
  return all(
    added(...publicBalancer()),
    set("www-distribution", "origins.0", {
      originId: "pages",
      domainName,
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "http-only",
        originSslProtocols: ["TLSv1.2"],
      },
    }),
  );
}

const byName = customOrigin(output("legacy-alb", "dnsName"));
const byRecord = all(
  customOrigin("legacy.example.com"),
  added(
    declared("aws:route53/record:Record", "legacy-record", {
      zoneId: "Z0123456789ABCDEFGHIJ",
      name: "legacy.example.com",
      type: "A",
      aliases: [
        {
          name: output("legacy-alb", "dnsName"),
          zoneId: output("legacy-alb", "zoneId"),
          evaluateTargetHealth: true,
        },
      ],
    }),
  ),
);

type Wanted = Pick<Misconfiguration, "rule" | "resource" | "expectText" | "moments" | "options">;

/** A misconfiguration of a stack in which only what CloudFront reaches is protected. */
function among(
  id: string,
  base: Misconfiguration["base"],
  what: string,
  change: Change,
  { options, ...wanted }: Wanted,
): Misconfiguration {
  return { id, base, what, change, ...wanted, options: { protect: "origins", ...options } };
}

/** Misconfigurations of what is protected, and of what leads to it, with the option `protect` at its default. */
export const protectionMisconfigurations: Misconfiguration[] = [
  among(
    "custom-origin-balancer",
    "s3AndAlb",
    "A public load balancer is a custom origin, by its name.",
    byName,
    {
      rule: "no-internet-facing-load-balancer",
      resource: "legacy-alb",
      expectText: [
        /internet → \S+legacy-alb \(internal\) → \S+app-public-internet \(gatewayId\) → \S+legacy-balancer \(ingress\[0\]\.cidrBlocks\[0\]\)/,
      ],
    },
  ),
  among("custom-origin-record", "s3AndAlb", "It is a custom origin by an alias record.", byRecord, {
    rule: "no-internet-facing-load-balancer",
    resource: "legacy-alb",
    expectText: [/false makes the load balancer internet-facing: internet → /],
  }),
  among("custom-origin-open-group", "s3AndAlb", "Its security group admits the internet.", byRecord, {
    rule: "no-open-security-group",
    resource: "legacy-balancer",
    expectText: [/opens the security group to the internet: internet → \S+legacy-alb/],
  }),
  among("custom-origin-default-action", "s3AndAlb", "Its listener forwards what no rule matches.", byName, {
    rule: "listener-default-action-refuses",
    resource: "legacy-http",
  }),
  among("custom-origin-plain-http", "s3AndAlb", "Its listener forwards plain HTTP.", byName, {
    rule: "listener-tls-floor",
    resource: "legacy-http",
  }),
  among("custom-origin-plain-targets", "s3AndAlb", "Its target group uses plain HTTP.", byRecord, {
    rule: "target-group-uses-tls",
    resource: "legacy-targets",
  }),
  among(
    "custom-origin-without-secret",
    "s3AndAlb",
    "CloudFront reaches it by the record, and sends no secret header.",
    byRecord,
    { rule: "origin-secret-is-accepted", resource: "www-distribution" },
  ),
  among(
    "named-origin",
    "s3AndAlb",
    "A public load balancer that CloudFront does not reach is named as protected.",
    added(...publicBalancer()),
    {
      rule: "no-internet-facing-load-balancer",
      resource: "legacy-alb",
      options: { protectedOrigins: ["urn:pulumi:*::legacy-alb"] },
    },
  ),
  among(
    "misspelt-protected-origin",
    "dev",
    "A pattern of protectedOrigins matches nothing.",
    (stack) => stack,
    {
      rule: "protected-origins-exist",
      resource: THE_STACK,
      expectText: [/protectedOrigins\[1\]: urn:pulumi:\*::site-abl matches no load balancer/],
      options: { protectedOrigins: ["urn:pulumi:*::site-alb", "urn:pulumi:*::site-abl"] },
    },
  ),
  among("protected-origin-is-no-server", "prod", "It matches a security group.", (stack) => stack, {
    rule: "protected-origins-exist",
    resource: THE_STACK,
    options: { protectedOrigins: ["urn:pulumi:*::site-balancer"] },
  }),
  among(
    "address-from-the-subnet",
    "nlbAndEc2",
    "The instance behind CloudFront takes the public address that its subnet assigns.",
    all(
      set("api-private-0", "mapPublicIpOnLaunch", true),
      unset("api-direct-instance", "associatePublicIpAddress"),
    ),
    {
      rule: "no-public-address",
      resource: "api-private-0",
      expectText: [/a distribution of any AWS account → \S+api-private-0 .* → \S+api-direct-instance/],
    },
  ),
  among(
    "address-from-the-subnet-of-all",
    "nlbAndEc2",
    "Everything is protected, and an instance takes the public address that its subnet assigns.",
    all(
      set("api-private-0", "mapPublicIpOnLaunch", true),
      unset("api-direct-instance", "associatePublicIpAddress"),
    ),
    { rule: "no-public-address", resource: "api-private-0", options: { protect: "all" } },
  ),
  among(
    "address-on-the-interface",
    "nlbAndEc2",
    "An Elastic IP is on a network interface of the instance behind CloudFront.",
    all(
      added(
        declared("aws:ec2/networkInterface:NetworkInterface", "api-second", {
          subnetId: idOf("api-private-0"),
          securityGroups: [idOf("api-direct")],
        }),
        declared("aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment", "api-second-attached", {
          networkInterfaceId: idOf("api-second"),
          instanceId: idOf("api-direct-instance"),
          deviceIndex: 1,
        }),
        declared("aws:ec2/eip:Eip", "api-second-address", { networkInterface: idOf("api-second") }),
      ),
    ),
    { rule: "no-public-address", resource: "api-second-address" },
  ),
  among(
    "host-of-unknown-place",
    "dev",
    "A public instance is in a subnet that cannot be known.",
    added(
      privateInstance("site-host", later("subnet-0a1b2c3d4e5f60718"), [idOf("site-instances")], {
        associatePublicIpAddress: true,
      }),
    ),
    {
      rule: "no-public-address",
      resource: "site-host",
      expectText: [/and it may be anywhere, so it may lead to what is protected/],
      moments: ["preview"],
    },
  ),
  among(
    "open-rule-of-unknown-group",
    "dev",
    "A rule admits the internet to a security group that cannot be known.",
    added(
      declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "site-ssh", {
        ...SSH,
        securityGroupId: later("sg-0a1b2c3d4e5f60718"),
        cidrIpv4: ANYWHERE,
      }),
    ),
    { rule: "no-open-security-group", resource: "site-ssh", moments: ["preview"] },
  ),
  among(
    "bastion-that-is-admitted",
    "nlbAndEc2",
    "The instances admit a public bastion's security group.",
    added(
      declared("aws:ec2/securityGroup:SecurityGroup", "api-bastion-in", {
        vpcId: idOf("api-vpc"),
        ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: [ANYWHERE] }],
      }),
      privateInstance("api-bastion", idOf("api-public-0"), [idOf("api-bastion-in")], {
        associatePublicIpAddress: true,
      }),
      declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "api-ssh", {
        ...SSH,
        securityGroupId: idOf("api-instances"),
        referencedSecurityGroupId: idOf("api-bastion-in"),
      }),
    ),
    {
      rule: "no-ingress-but-cloudfront",
      resource: "api-bastion",
      expectText: [
        /internet → \S+api-bastion \(associatePublicIpAddress\).*api-ssh \(referencedSecurityGroupId\) → \S+api-instance-/,
      ],
    },
  ),
];
