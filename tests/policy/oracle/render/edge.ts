/** Renders distributions, with what their origins and signed behaviors need. */
import { component, declared, idOf, later, output, type Resource } from "../../misconfigurations/stackModel";
import { publicPem } from "../../misconfigurations/testKeys";
import type { Behavior, Distribution, Origin } from "../world/edge";
import type { World } from "../world/world";
import { content } from "./content";
import { secretName } from "./loadBalancing";
import { arnRef } from "./references";

const optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const securityHeaders = "67f7725c-6f97-4210-82d7-5512b31e9d03";
const webAclArn =
  "arn:aws:wafv2:us-east-1:111122223333:global/webacl/edge/6a2f1c34-6d0e-4b57-9f3e-0c6f1f2a7d11";
const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/6a2f1c34-6d0e-4b57-9f3e-0c6f1f2a7d11";

/** Renders the distributions of a stack; the rest is needed to refer to it. */
export function edge(world: World, rest: readonly Resource[]): Resource[] {
  const isSigned = world.distributions.some(({ behaviors, byDefault }) =>
    [...behaviors, byDefault].some(({ signed }) => signed),
  );
  return [
    ...tiersOf(world).map((tier) =>
      declared("random:index/randomBytes:RandomBytes", secretName(tier), { length: 32 }),
    ),
    ...(isSigned ? keyResources(world) : []),
    ...content(world),
    ...world.distributions.flatMap((distribution) => distributionResources(distribution, rest)),
  ];
}

function tiersOf({ distributions, loadBalancers }: World): string[] {
  const sent = distributions.flatMap(({ origins }) => origins.map(({ header }) => header));
  const checked = loadBalancers.flatMap(({ listeners }) =>
    listeners.flatMap(({ rules }) => rules.map(({ header }) => header)),
  );
  return [...new Set([...sent, ...checked])].filter((tier) => tier !== undefined);
}

function keyResources({ access }: World): Resource[] {
  const pem = publicPem("p256", "oracle");
  return [
    declared("aws:cloudfront/publicKey:PublicKey", "viewer-key", {
      encodedKey: access === undefined ? pem : later(pem, [access.key]),
    }),
    declared("aws:cloudfront/keyGroup:KeyGroup", "viewer-keys", { items: [idOf("viewer-key")] }),
  ];
}

function distributionResources(distribution: Distribution, rest: readonly Resource[]): Resource[] {
  const { name, origins, originGroups, behaviors, byDefault, errorPage, securePaths } = distribution;
  const before = origins.flatMap((origin) => originResources(name, origin, rest));
  const site = `${name}-site`;
  return [
    ...(securePaths.length === 0
      ? []
      : [
          {
            ...component("secure-origin:index:Distribution", site),
            props: { securePaths },
          },
        ]),
    ...before,
    declared(
      "aws:cloudfront/distribution:Distribution",
      name,
      {
        enabled: true,
        webAclId: webAclArn,
        restrictions: { geoRestriction: { restrictionType: "none" } },
        viewerCertificate: {
          acmCertificateArn: certificateArn,
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        },
        origins: origins.map((origin) => originArguments(name, origin)),
        ...(originGroups.length > 0 && {
          originGroups: originGroups.map(({ id, members }) => ({
            originId: id,
            failoverCriteria: { statusCodes: [500, 502] },
            members: members.map((originId) => ({ originId })),
          })),
        }),
        orderedCacheBehaviors: behaviors.map((each) => ({ pathPattern: each.pattern, ...behavior(each) })),
        defaultCacheBehavior: behavior(byDefault),
        ...(errorPage !== undefined && {
          customErrorResponses: [
            { errorCode: 403, responseCode: 403, responsePagePath: errorPage, errorCachingMinTtl: 0 },
          ],
        }),
      },
      securePaths.length === 0 ? {} : { parent: site },
    ),
  ];
}

function behavior({ origin, signed }: Behavior) {
  return {
    targetOriginId: origin,
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: optimized,
    responseHeadersPolicyId: securityHeaders,
    ...(signed && { trustedKeyGroups: [idOf("viewer-keys")] }),
  };
}

/** Renders what an origin needs: a VPC origin, an origin access control, a record. */
function originResources(
  distribution: string,
  { id, target }: Origin,
  rest: readonly Resource[],
): Resource[] {
  const own = `${distribution}-${id}`;
  if ("vpcOrigin" in target && "to" in target.vpcOrigin) {
    return [
      declared("aws:cloudfront/vpcOrigin:VpcOrigin", `${own}-origin`, {
        vpcOriginEndpointConfig: {
          name: own,
          arn: arnRef(target.vpcOrigin, rest),
          httpPort: 80,
          httpsPort: target.port,
          originProtocolPolicy: "https-only",
          originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
        },
      }),
    ];
  }
  if ("publicLoadBalancer" in target && target.by === "record") {
    const balancer = target.publicLoadBalancer;
    return [
      declared("aws:route53/record:Record", `${own}-record`, {
        zoneId: "Z0123456789ABCDEFGHIJ",
        name: `${own}.example.com`,
        type: "A",
        aliases: [
          {
            name: output(balancer, "dnsName"),
            zoneId: output(balancer, "zoneId"),
            evaluateTargetHealth: false,
          },
        ],
      }),
    ];
  }
  const control = "bucket" in target || "functionUrl" in target ? target.control : "none";
  if (control === "none") {
    return [];
  }
  return [
    declared("aws:cloudfront/originAccessControl:OriginAccessControl", `${own}-access`, {
      originAccessControlOriginType: "bucket" in target ? "s3" : "lambda",
      signingBehavior: control === "signs" ? "always" : "never",
      signingProtocol: "sigv4",
    }),
  ];
}

function originArguments(distribution: string, { id, target, header, path }: Origin) {
  const own = `${distribution}-${id}`;
  const custom = {
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
    },
  };
  const common = {
    originId: id,
    ...(path !== undefined && { originPath: path }),
    ...(header !== undefined && {
      customHeaders: [{ name: "X-From-CloudFront", value: output(secretName(header), "hex") }],
    }),
  };
  const control =
    ("bucket" in target || "functionUrl" in target) && target.control !== "none"
      ? { originAccessControlId: idOf(`${own}-access`) }
      : {};
  if ("vpcOrigin" in target) {
    return {
      ...common,
      domainName: "origin.example.com",
      vpcOriginConfig: {
        vpcOriginId: "to" in target.vpcOrigin ? idOf(`${own}-origin`) : target.vpcOrigin.outside,
      },
    };
  }
  if ("publicLoadBalancer" in target) {
    const domainName =
      target.by === "output" ? output(target.publicLoadBalancer, "dnsName") : `${own}.example.com`;
    return { ...common, domainName, ...custom };
  }
  if ("bucket" in target) {
    return { ...common, domainName: output(target.bucket, "bucketRegionalDomainName"), ...control };
  }
  const domainName =
    "domain" in target
      ? target.domain
      : later(`${target.functionUrl.replace("-", "")}.lambda-url.eu-west-1.on.aws`, [
          `${target.functionUrl}-url`,
        ]);
  return { ...common, domainName, ...custom, ...control };
}
