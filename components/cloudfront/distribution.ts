import * as cloudfront from "@pulumi/aws/cloudfront";
import * as route53 from "@pulumi/aws/route53";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { listenerPortProblems } from "../instances/plan/instanceArgs";
import { refuseProblems } from "../internal/argumentError";
import { waitingChild } from "../internal/childOptions";
import { componentNameProblems, siteNameProblems } from "../internal/names";
import { errorPagesPolicy } from "../internal/policyDocuments";
import { forwardedHeaderProblems, forwardedHeaders } from "../loadBalancer/plan/headerNames";
import { additionalOrigins, additionalProblems, type PathFacts, pathRules } from "./additionalApplications";
import { errorPageBehavior, type PathBehavior, publicBehavior, ruleBehavior } from "./behaviors";
import { type DistributionArgs, type ErrorPagesBucketArgs, PriceClass } from "./distributionArgs";
import { applicationOrigin, errorPagesOrigin, OriginId, vpcOrigin } from "./origins";
import { type BehaviorPlan, keyGroupProblems, planBehaviors, securePathProblems } from "./plan/behaviors";
import { declaredPaths } from "./plan/declaredPaths";
import { ERROR_PAGES, errorResponses } from "./plan/errorPagePaths";
import { geoRestriction, geoRestrictionProblems } from "./plan/geoRestriction";
import { edgePolicies } from "./policies";
import { admitServiceGroup } from "./vpcOriginIngress";

/**
 * The one way in: a distribution that reaches the load balancer inside the VPC, demands signatures on the paths
 * that want them, and tells the load balancer by a secret header which tier a request belongs to.
 *
 * Tell it by `dependsOn` what has to be there first: the listener rules, the subnets, the internet gateway.
 *
 * @example
 * new Distribution("site", {
 *   domainName: "members.example.com",
 *   certificateArn: certificates.edgeArn,
 *   originDomainName: "origin.members.example.com",
 *   loadBalancerArn: gate.albArn,
 *   headerName: gate.headerName,
 *   publicHeaderValue: gate.publicHeaderValue,
 *   signedHeaderValue: gate.signedHeaderValue,
 *   headerGeneration: gate.headerGeneration,
 *   headerFingerprints: gate.headerFingerprints,
 *   keyGroupIds: [keys.keyGroupId],
 *   securePaths: [{ pattern: "/premium/*", content: ContentKind.Dynamic }],
 * }, { dependsOn: [network, gate] });
 */
export class Distribution extends pulumi.ComponentResource {
  /** Id of the distribution. */
  public readonly distributionId: pulumi.Output<string>;
  /** ARN of the distribution. */
  public readonly distributionArn: pulumi.Output<string>;
  /** Domain name that CloudFront gave the distribution. */
  public readonly distributionDomainName: pulumi.Output<string>;
  /** Id of CloudFront's own hosted zone, for alias records. */
  public readonly hostedZoneId: pulumi.Output<string>;
  /** Id of the VPC origin. */
  public readonly vpcOriginId: pulumi.Output<string>;

  constructor(name: string, args: DistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseProblems("Distribution", name, opts, [
      ...componentNameProblems(name),
      ...keyGroupProblems(args.keyGroupIds.length),
      ...distributionProblems(args),
    ]);
    // Component inputs reach the engine, and so a policy pack: it judges the distribution by what is declared here.
    super(
      "secure-origin:index:Distribution",
      name,
      { ...declaredPaths(args, args.errorPages !== undefined) },
      opts,
    );

    const entry = vpcOrigin(name, args, waitingChild(this, opts));
    const { vpcOriginIngress: entrance, listenerPort = 443 } = args;
    const rule = entrance === undefined ? [] : [admitServiceGroup(name, this, entrance, listenerPort, entry)];
    const policies = edgePolicies(name, this, forwardedHeaders(args.forwardedHeaders ?? []));
    const pages = args.errorPages;
    const ordered = planned(args).ordered.map((rule) => ruleBehavior(rule, policies));
    const further = (args.additionalApplications ?? []).flatMap((application) =>
      additionalOrigins(name, application, args, waitingChild(this, opts)),
    );
    const distribution = new cloudfront.Distribution(
      `${name}-distribution`,
      {
        enabled: true,
        comment: args.domainName,
        aliases: siteNames(args),
        httpVersion: "http2and3",
        isIpv6Enabled: args.ipv6 ?? false,
        priceClass: args.priceClass ?? PriceClass.Class100,
        webAclId: args.webAclArn,
        origins: [
          applicationOrigin(OriginId.Public, entry.id, args, args.publicHeaderValue),
          applicationOrigin(OriginId.Signed, entry.id, args, args.signedHeaderValue),
          ...further,
          ...(pages === undefined ? [] : [errorPagesOrigin(pages)]),
        ],
        defaultCacheBehavior: publicBehavior(policies),
        // The error pages come first: no pattern, however wide, may hide them behind a signature.
        orderedCacheBehaviors: [...(pages === undefined ? [] : [errorPageBehavior(policies)]), ...ordered],
        customErrorResponses: errorResponses(pages !== undefined),
        restrictions: {
          geoRestriction: geoRestriction(args.allowedCountries ?? [], args.blockedCountries ?? []),
        },
        viewerCertificate: {
          acmCertificateArn: args.certificateArn,
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        },
        // Until the edge has the change: what comes after, and the next update, may rely on it.
        waitForDeployment: true,
        tags: { ...args.tags, ...headerTags(args) },
      },
      waitingChild(this, opts, { dependsOn: rule, protect: args.deletionProtection }),
    );
    if (pages !== undefined) {
      this.readErrorPages(name, pages, distribution);
    }
    if (args.hostedZoneId !== undefined) {
      this.aliasRecords(name, args, args.hostedZoneId, distribution);
    }

    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.distributionDomainName = distribution.domainName;
    this.hostedZoneId = distribution.hostedZoneId;
    this.vpcOriginId = entry.id;
    this.registerOutputs({
      distributionId: this.distributionId,
      distributionArn: this.distributionArn,
      distributionDomainName: this.distributionDomainName,
      hostedZoneId: this.hostedZoneId,
      vpcOriginId: this.vpcOriginId,
    });
  }

  private readErrorPages(
    name: string,
    pages: ErrorPagesBucketArgs,
    distribution: cloudfront.Distribution,
  ): void {
    new s3.BucketPolicy(
      `${name}-error-pages`,
      {
        bucket: pages.bucketName,
        policy: pulumi
          .all([pages.bucketArn, distribution.arn])
          .apply(([bucketArn, distributionArn]) => errorPagesPolicy(bucketArn, distributionArn)),
      },
      { parent: this },
    );
  }

  private aliasRecords(
    name: string,
    args: DistributionArgs,
    zoneId: pulumi.Input<string>,
    distribution: cloudfront.Distribution,
  ): void {
    const types = args.ipv6 === true ? ["A", "AAAA"] : ["A"];
    const records = siteNames(args).flatMap((domain) => types.map((type) => ({ domain, type })));
    for (const { domain, type } of records) {
      const ofMainName = domain === args.domainName ? "" : `-${domain}`;
      new route53.Record(
        `${name}-${type.toLowerCase()}${ofMainName}`,
        {
          zoneId,
          name: domain,
          type,
          aliases: [
            {
              name: distribution.domainName,
              zoneId: distribution.hostedZoneId,
              evaluateTargetHealth: false,
            },
          ],
        },
        { parent: this },
      );
    }
  }
}

/** What of a distribution's arguments can be judged before anything exists. */
type EdgeFacts = Pick<
  DistributionArgs,
  | "domainName"
  | "additionalDomainNames"
  | "listenerPort"
  | "securePaths"
  | "publicPaths"
  | "additionalApplications"
  | "forwardedHeaders"
  | "allowedCountries"
  | "blockedCountries"
>;

/** Says what is wrong with the arguments of a distribution. */
export function distributionProblems(args: EdgeFacts): string[] {
  return [
    ...siteNameProblems(args.domainName, args.additionalDomainNames ?? []),
    ...listenerPortProblems(args.listenerPort ?? 443),
    ...securePathProblems(args.securePaths.length),
    ...additionalProblems(args.additionalApplications ?? []),
    ...planned(args).problems,
    ...forwardedHeaderProblems(args.forwardedHeaders ?? []),
    ...geoRestrictionProblems(args.allowedCountries ?? [], args.blockedCountries ?? []),
  ];
}

function siteNames(args: EdgeFacts): string[] {
  return [args.domainName, ...(args.additionalDomainNames ?? [])];
}

function planned(args: Omit<PathFacts, "keyGroupIds"> & Partial<PathFacts>): BehaviorPlan<PathBehavior> {
  return planBehaviors(pathRules({ keyGroupIds: [], ...args }), ERROR_PAGES.pattern);
}

/** One secret value hides all origins in a preview; the tags tell which generation is being sent. */
function headerTags(args: DistributionArgs): { [key: string]: pulumi.Input<string> } {
  const fingerprints = pulumi.output(args.headerFingerprints);
  return {
    "secure-origin:header-generation": pulumi.output(args.headerGeneration).apply(String),
    "secure-origin:header-public": fingerprints.apply((all) => all.public ?? ""),
    "secure-origin:header-signed": fingerprints.apply((all) => all.signed ?? ""),
  };
}
