import { component, declared, idOf, later, output, type Resource, type Stack } from "../stackModel";
import {
  distribution,
  pagesBehavior,
  publicBehavior,
  secretOrigin,
  securityHeaders,
  signedBehaviors,
  vpcOrigin,
  webAcl,
} from "./resources/distribution";
import { instanceRole, scalingGroup } from "./resources/instances";
import { keyGroup, kmsKey } from "./resources/keys";
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

/** The settings in which the project's stacks differ. */
interface SiteSettings {
  readonly stack: string;
  readonly domainName: string;
  readonly zones: number;
  readonly nats: number;
  /** Generations of the secret headers that are accepted, the current one first. */
  readonly generations: readonly number[];
  /** Ids of the signing keys, the active one first. */
  readonly keys: readonly string[];
  readonly adminCidrs: readonly string[];
  readonly deletionProtection: boolean;
  readonly webAcl: boolean;
}

const SITE = "site";
const PACKAGE = "secure-origin:index";

/** Builds the stack of this project's own program; the names in it begin with `site-`. */
export function secureOriginStack(settings: SiteSettings): Stack {
  const { stack: name } = settings;
  return {
    name,
    resources: [
      component(`${PACKAGE}:SecureOrigin`, SITE),
      component(`${PACKAGE}:Network`, "site-network", SITE),
      ...network({ name: SITE, parent: "site-network", zones: settings.zones, nats: settings.nats }),
      component(`${PACKAGE}:InternalLoadBalancer`, "site-lb", SITE),
      ...loadBalancer(settings),
      component(`${PACKAGE}:OriginInstances`, "site-origin-instances", SITE),
      ...instances(settings),
      component(`${PACKAGE}:SigningKeys`, "site-keys", SITE),
      ...keys(settings),
      component(`${PACKAGE}:Distribution`, "site-edge", SITE),
      ...edge(settings),
    ],
    outputs: {
      url: `https://${settings.domainName}`,
      distributionId: idOf("site-distribution"),
      activeKeyId: idOf(`site-public-key-${settings.keys[0] ?? ""}`),
      headerName: "X-From-CloudFront",
    },
  };
}

const LOAD_BALANCER = { name: SITE, parent: "site-lb" };

function loadBalancer({ zones, generations, adminCidrs, deletionProtection }: SiteSettings): Resource[] {
  const vpcId = idOf("site-vpc");
  const group = (name: string) =>
    declared("aws:ec2/securityGroup:SecurityGroup", name, { vpcId }, { parent: LOAD_BALANCER.parent });
  const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
  const tiers = (["public", "signed"] as const).flatMap((name) => [
    ...generations.map((generation) => headerSecret(LOAD_BALANCER, `site-${name}-header-${generation}`)),
    ...tier({
      ...LOAD_BALANCER,
      module: "lb",
      tier: name,
      vpcId,
      secrets: generations.map((generation) => output(`site-${name}-header-${generation}`, "hex")),
    }),
  ]);
  return [
    group("site-from-edge"),
    group("site-balancer"),
    ingress("site-from-edge-https", LOAD_BALANCER.parent, {
      ...https,
      securityGroupId: idOf("site-from-edge"),
      prefixListId: CLOUDFRONT_ADDRESSES,
    }),
    ...adminCidrs.map((cidrIpv4, index) =>
      ingress(`site-admin-${index}`, LOAD_BALANCER.parent, {
        ...https,
        securityGroupId: idOf("site-balancer"),
        cidrIpv4,
      }),
    ),
    ...applicationLoadBalancer({
      ...LOAD_BALANCER,
      module: "lb",
      subnets: later(privateSubnetIds(SITE, zones)),
      securityGroups: [idOf("site-from-edge"), idOf("site-balancer")],
      deletionProtection,
    }),
    ...tiers,
  ];
}

function ingress(
  name: string,
  parent: string,
  props: Parameters<typeof declared<"aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule">>[2],
): Resource {
  return declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, props, { parent });
}

function instances({ zones }: SiteSettings): Resource[] {
  const inputs = { name: SITE, parent: "site-origin-instances" };
  const { parent } = inputs;
  const ports = (["public", "signed"] as const).flatMap((name) => {
    const port = { ipProtocol: "tcp", fromPort: PORTS[name], toPort: PORTS[name] };
    return [
      ingress(`site-instances-${name}`, parent, {
        ...port,
        securityGroupId: idOf("site-instances"),
        referencedSecurityGroupId: idOf("site-balancer"),
      }),
      declared(
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        `site-to-instances-${name}`,
        {
          ...port,
          securityGroupId: idOf("site-balancer"),
          referencedSecurityGroupId: idOf("site-instances"),
        },
        { parent },
      ),
    ];
  });
  return [
    declared(
      "aws:ec2/securityGroup:SecurityGroup",
      "site-instances",
      { vpcId: idOf("site-vpc") },
      { parent },
    ),
    ...ports,
    declared(
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      "site-instances-out",
      {
        securityGroupId: idOf("site-instances"),
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "0.0.0.0/0",
      },
      { parent },
    ),
    ...instanceRole(inputs),
    ...scalingGroup({
      ...inputs,
      // Lists that are outputs of other components: unknown in a first preview, but with dependencies.
      subnets: later(privateSubnetIds(SITE, zones)),
      securityGroups: [idOf("site-instances")],
      targetGroupArns: later([output("site-public-targets", "arn"), output("site-signed-targets", "arn")]),
    }),
  ];
}

function keys({ keys: ids }: SiteSettings): Resource[] {
  const inputs = { name: SITE, parent: "site-keys" };
  return [
    ...ids.flatMap((id, index) => kmsKey({ ...inputs, id, ...(index === 0 ? { signer: "site-role" } : {}) })),
    keyGroup(inputs, [...ids]),
  ];
}

function edge(settings: SiteSettings): Resource[] {
  const inputs = { name: SITE, parent: "site-edge" };
  const [current = 1] = settings.generations;
  const named = (tier: string) => `origin-${tier}.${settings.domainName}`;
  return [
    ...(settings.webAcl ? [webAcl(inputs)] : []),
    securityHeaders(inputs),
    ...pages(inputs, "site-distribution"),
    vpcOrigin(inputs, output("site-alb", "arn")),
    distribution({
      ...inputs,
      domainName: settings.domainName,
      origins: [
        secretOrigin(SITE, "public", named("public"), output(`site-public-header-${current}`, "hex")),
        secretOrigin(SITE, "signed", named("signed"), output(`site-signed-header-${current}`, "hex")),
        pagesOrigin(SITE),
      ],
      defaultCacheBehavior: publicBehavior(SITE, "public"),
      orderedCacheBehaviors: [pagesBehavior(SITE), ...signedBehaviors(SITE)],
      errorPages: true,
      ...(settings.webAcl ? { webAcl: "site-web-acl" } : {}),
    }),
    ...accessLogs(inputs, "site-distribution"),
  ];
}
