import "./argumentTypes";
import {
  distribution,
  publicBehavior,
  secretOrigin,
  securityHeaders,
  signedBehavior,
  signedBehaviors,
  vpcOrigin,
  webAcl,
} from "../misconfigurations/compliantStacks/resources/distribution";
import { instanceRole, privateInstance } from "../misconfigurations/compliantStacks/resources/instances";
import { keyGroup, kmsKey } from "../misconfigurations/compliantStacks/resources/keys";
import {
  applicationLoadBalancer,
  CLOUDFRONT_ADDRESSES,
  headerSecret,
  PORTS,
  tier,
} from "../misconfigurations/compliantStacks/resources/loadBalancer";
import { accessLogs } from "../misconfigurations/compliantStacks/resources/logs";
import { network, privateSubnetIds } from "../misconfigurations/compliantStacks/resources/network";
import { pages } from "../misconfigurations/compliantStacks/resources/pages";
import {
  all,
  type Change,
  declared,
  idOf,
  type Leaf,
  output,
  type PropsOf,
  type Resource,
} from "../misconfigurations/stackModel";
import { publicPem } from "../misconfigurations/testKeys";

/** The ids of tiers, in names of resources. */
const TIERS = ["public", "signed"] as const;

function changed(resources: readonly Resource[], changes: readonly Change[]): readonly Resource[] {
  return all(...changes)({ name: "independent", resources, outputs: {} }).resources;
}

/** Declares a rule that admits a source to a security group. */
export function admitting(
  name: string,
  group: string,
  ports: readonly [number, number],
  source: Omit<
    PropsOf<"aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule">,
    "securityGroupId" | "ipProtocol" | "fromPort" | "toPort"
  >,
): Resource {
  return declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, {
    securityGroupId: idOf(group),
    ipProtocol: "tcp",
    fromPort: ports[0],
    toPort: ports[1],
    ...source,
  });
}

/** Adds outputs that the provider reports for a resource. */
export function reporting(resource: Resource, outputs: Resource["outputs"]): Resource {
  return { ...resource, outputs: { ...resource.outputs, ...outputs } };
}

/** Declares a security group without rules. */
export function group(name: string, vpc = "site-vpc"): Resource {
  return declared("aws:ec2/securityGroup:SecurityGroup", name, { vpcId: idOf(vpc) });
}

/**
 * Builds a site with two tiers on one instance behind an internal load balancer and a VPC origin, whose signing key is in KMS;
 * the names in it begin with `site-`.
 */
export function site(...changes: Change[]): readonly Resource[] {
  const inputs = { name: "site" };
  const resources = [
    ...network({ ...inputs, zones: 2, nats: 1 }),
    group("site-balancer"),
    group("site-instances"),
    admitting("site-balancer-in", "site-balancer", [443, 443], { prefixListId: CLOUDFRONT_ADDRESSES }),
    admitting("site-instances-in", "site-instances", [PORTS.public, PORTS.signed], {
      referencedSecurityGroupId: idOf("site-balancer"),
    }),
    ...applicationLoadBalancer({
      ...inputs,
      module: "lb",
      subnets: privateSubnetIds("site", 2),
      securityGroups: [idOf("site-balancer")],
      deletionProtection: true,
    }),
    ...TIERS.flatMap((name) => [
      headerSecret(inputs, `site-${name}-secret`),
      ...tier({
        ...inputs,
        module: "lb",
        tier: name,
        vpcId: idOf("site-vpc"),
        secrets: [output(`site-${name}-secret`, "hex")],
      }),
      declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", `site-${name}-target`, {
        targetGroupArn: output(`site-${name}-targets`, "arn"),
        targetId: idOf("site-instance"),
        port: PORTS[name],
      }),
    ]),
    ...instanceRole(inputs),
    privateInstance("site-instance", idOf("site-private-0"), [idOf("site-instances")], {
      iamInstanceProfile: output("site-profile", "name"),
    }),
    ...kmsKey({ ...inputs, id: "k1", signer: "site-role" }),
    keyGroup(inputs, ["k1"]),
    ...edge("site", [origin("public"), origin("signed")]),
  ];
  return changed(resources, changes);
}

function origin(name: "public" | "signed") {
  return secretOrigin("site", name, "origin.example.com", output(`site-${name}-secret`, "hex"));
}

/** Declares the distribution of a site, whose origins are `public` and `signed`. */
function edge(
  name: string,
  origins: PropsOf<"aws:cloudfront/distribution:Distribution">["origins"],
): Resource[] {
  return [
    webAcl({ name }),
    securityHeaders({ name }),
    ...(name === "site" ? [vpcOrigin({ name }, output("site-alb", "arn"))] : []),
    distribution({
      name,
      domainName: `${name}.example.com`,
      origins,
      defaultCacheBehavior: publicBehavior(name, "public"),
      orderedCacheBehaviors: signedBehaviors(name),
      webAcl: `${name}-web-acl`,
    }),
    ...accessLogs({ name }, `${name}-distribution`),
  ];
}

/** Returns an origin for the bucket `NAME-pages`, as {@link bucket} declares it. */
export function bucketOrigin(name: string, originId: string) {
  return {
    originId,
    domainName: output(`${name}-pages`, "bucketRegionalDomainName"),
    originAccessControlId: idOf(`${name}-pages-access`),
  };
}

/** Declares a private bucket `NAME-pages` that a distribution may read. */
export function bucket(name: string, of = "media-distribution"): Resource[] {
  return pages({ name }, of);
}

/**
 * Builds a site of two buckets, `web-pages` (acme-web) for everybody and `films-pages` (acme-films) behind signatures; the
 * public half of the signing key is all that it has of it.
 */
export function media(...changes: Change[]): readonly Resource[] {
  const inputs = { name: "media" };
  const resources = [
    ...bucket("web"),
    ...bucket("films"),
    declared("aws:cloudfront/publicKey:PublicKey", "media-public-key-k1", {
      encodedKey: publicPem("p256", "media"),
    }),
    keyGroup(inputs, ["k1"]),
    ...edge("media", [bucketOrigin("web", "public"), bucketOrigin("films", "signed")]),
  ];
  return changed(resources.map(withLiteralName), changes);
}

/** Names a bucket of {@link media} in its arguments, so that its ARN can stand in a policy. */
function withLiteralName(resource: Resource): Resource {
  if (resource.type !== "aws:s3/bucket:Bucket" || !resource.name.endsWith("-pages")) {
    return resource;
  }
  const name = `acme-${resource.name.replace("-pages", "")}`;
  return reporting(
    { ...resource, props: { ...resource.props, bucket: name } },
    {
      id: name,
      arn: `arn:aws:s3:::${name}`,
      bucketDomainName: `${name}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${name}.s3.eu-west-1.amazonaws.com`,
    },
  );
}

/** The arguments of the one origin of a second distribution. */
interface OriginArguments {
  readonly originId: string;
  readonly domainName: Leaf | string;
  readonly customHeaders?: readonly { readonly name: string; readonly value: Leaf }[];
  readonly originAccessControlId?: Leaf;
  readonly s3OriginConfig?: { readonly originAccessIdentity: Leaf };
  readonly vpcOriginConfig?: { readonly vpcOriginId: Leaf };
}

/** Declares a second distribution `NAME-distribution`, which requires signatures if `signed`. */
export function secondDistribution(
  name: string,
  of: string,
  originArguments: OriginArguments,
  signed: boolean,
): Resource[] {
  const behavior = signed
    ? signedBehavior(of, originArguments.originId)
    : publicBehavior(of, originArguments.originId);
  return [
    distribution({
      name,
      domainName: `${name}.example.com`,
      origins: [originArguments],
      defaultCacheBehavior: behavior,
      webAcl: `${of}-web-acl`,
    }),
    ...accessLogs({ name }, `${name}-distribution`),
  ];
}
