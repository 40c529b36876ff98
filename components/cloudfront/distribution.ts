import * as cloudfront from "@pulumi/aws/cloudfront";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import { waitingChild } from "../internal/childOptions";
import { siteDomainNames } from "../internal/late/domainNames";
import { checkLate } from "../internal/late/lateChecks";
import { componentNameProblems, siteNameProblems } from "../internal/names";
import { DEFAULT_LISTENER_PORT, listenerPortProblems } from "../internal/ports";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import { forwardedHeaderProblems, forwardedHeaders } from "../loadBalancer/plan/headerNames";
import { additionalOrigins, additionalProblems, behaviorTargets } from "./additionalApplications";
import { errorPageBehavior, publicBehavior, ruleBehavior } from "./behaviors";
import { allowReading, bucketOrigin, bucketOriginsOf } from "./bucketOrigins";
import { type DistributionArgs, PriceClass } from "./distributionArgs";
import { applicationOrigins, createVpcOrigin } from "./origins";
import { keyGroupProblems, securePathProblems } from "./plan/behaviors";
import { bucketPathProblems, missingBucketProblems, rootObject } from "./plan/bucketPaths";
import { declaredPaths } from "./plan/declaredPaths";
import { errorResponses } from "./plan/errorPagePaths";
import { type BucketArgs, bucketOriginProblems } from "./plan/existingBuckets";
import { geoRestriction, geoRestrictionProblems } from "./plan/geoRestriction";
import { type PathPlan, planPaths } from "./plan/pathRules";
import { edgePolicies } from "./policies";
import { admitServiceGroup } from "./vpcOriginIngress";

/**
 * A distribution that reaches the load balancer inside the VPC, demands signatures on secure paths, and names the tier
 * of each request to the load balancer by a secret header.
 *
 * Make it depend on what has to exist first: the listener rules, the subnets, the internet gateway.
 *
 * @example
 * new Distribution("site", {
 *   domainName: "members.example.com",
 *   certificateArn: certificates.edgeArn,
 *   publicOriginDomainName: "origin-public.members.example.com",
 *   signedOriginDomainName: "origin-signed.members.example.com",
 *   loadBalancerArn: loadBalancer.albArn,
 *   headerName: loadBalancer.headerName,
 *   publicHeaderValue: loadBalancer.publicHeaderValue,
 *   signedHeaderValue: loadBalancer.signedHeaderValue,
 *   headerGeneration: loadBalancer.headerGeneration,
 *   headerFingerprints: loadBalancer.headerFingerprints,
 *   keyGroupIds: [keys.keyGroupId],
 *   securePaths: [{ pattern: "/premium/*", content: ContentKind.Dynamic }],
 * }, { dependsOn: [network, loadBalancer] });
 */
export class Distribution extends pulumi.ComponentResource {
  /** Id of the distribution. */
  public readonly distributionId!: pulumi.Output<string>;
  /** ARN of the distribution. */
  public readonly distributionArn!: pulumi.Output<string>;
  /** Domain name that CloudFront gave the distribution. */
  public readonly distributionDomainName!: pulumi.Output<string>;
  /** Id of CloudFront's own hosted zone, for alias records. */
  public readonly hostedZoneId!: pulumi.Output<string>;
  /** Id of the VPC origin. */
  public readonly vpcOriginId!: pulumi.Output<string>;
  /**
   * Policies by which the distribution alone reads its buckets of files, by the ids of their origins: `signed-files`,
   * `public-files`, and `ID-signed-files` for an additional application. The owner of a bucket adds the statement to its policy;
   * only for a distribution with one.
   */
  public readonly filesBucketPolicies!: pulumi.Output<{ [originId: string]: string } | undefined>;
  /** Policy whose statement the owner of a KMS key that encrypts such a bucket adds to the key's; only for a distribution with one. */
  public readonly filesKeyPolicy!: pulumi.Output<string | undefined>;

  constructor(name: string, args: DistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("Distribution", name, args);
    const paths = planPaths(args);
    refuseProblems("Distribution", name, opts, [
      ...componentNameProblems(name),
      ...keyGroupProblems(args.keyGroupIds.length),
      ...distributionProblems(args, paths),
      ...missingBucketProblems(args),
    ]);
    // Component inputs reach the engine, and so a policy pack: it judges the distribution by what is declared here.
    super(
      "secure-origin:index:Distribution",
      name,
      { ...declaredPaths(args, args.errorPages !== undefined) },
      opts,
    );

    const names = checkLate("Distribution", name, namesOf(args), nameProblems);
    const vpcOrigin = createVpcOrigin(name, args, waitingChild(this, opts));
    const { vpcOriginIngress: ingress, listenerPort = DEFAULT_LISTENER_PORT } = args;
    const ingressRules =
      ingress === undefined ? [] : [admitServiceGroup(name, this, ingress, listenerPort, vpcOrigin)];
    const policies = edgePolicies(name, this, forwardedHeaders(args.forwardedHeaders ?? []));
    const pages = args.errorPages;
    const buckets = bucketOriginsOf({ name, parent: this }, args);
    const behaviors = paths.ordered.map((rule) =>
      ruleBehavior(rule, behaviorTargets(args, rule.application), policies),
    );
    const additional = (args.additionalApplications ?? []).flatMap((application) =>
      additionalOrigins(name, application, args, waitingChild(this, opts)),
    );
    const distribution = new cloudfront.Distribution(
      `${name}-distribution`,
      {
        enabled: true,
        comment: names.domainName,
        aliases: siteNames(names),
        httpVersion: "http2and3",
        isIpv6Enabled: args.ipv6 ?? false,
        priceClass: args.priceClass ?? PriceClass.Class100,
        webAclId: args.webAclArn,
        origins: [
          ...applicationOrigins(behaviorTargets(args, undefined), vpcOrigin.id, args),
          ...additional,
          ...buckets.map(bucketOrigin),
        ],
        defaultRootObject: rootObject(paths),
        defaultCacheBehavior: publicBehavior(policies),
        // The error pages come first: no pattern, however wide, may hide them behind a signature.
        orderedCacheBehaviors: [...(pages === undefined ? [] : [errorPageBehavior(policies)]), ...behaviors],
        customErrorResponses: errorResponses(pages !== undefined),
        restrictions: {
          geoRestriction: geoRestriction(args.allowedCountries ?? [], args.blockedCountries ?? []),
        },
        viewerCertificate: {
          acmCertificateArn: args.certificateArn,
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        },
        // What follows, and the next update, may rely on the change being deployed.
        waitForDeployment: true,
        tags: { ...args.tags, ...headerTags(args) },
      },
      waitingChild(this, opts, { dependsOn: ingressRules, protect: args.deletionProtection }),
    );
    const owners = allowReading({ name, parent: this }, buckets, distribution);
    if (args.hostedZoneId !== undefined) {
      this.aliasRecords(name, { ...args, ...names }, args.hostedZoneId, distribution);
    }

    this.registerOutputs(
      publishOutputs<Distribution>(this, {
        distributionId: distribution.id,
        distributionArn: distribution.arn,
        distributionDomainName: distribution.domainName,
        hostedZoneId: distribution.hostedZoneId,
        vpcOriginId: vpcOrigin.id,
        filesBucketPolicies: owners.filesBucketPolicies,
        filesKeyPolicy: owners.filesKeyPolicy,
      }),
    );
  }

  private aliasRecords(
    name: string,
    args: DistributionArgs,
    zoneId: pulumi.Input<string>,
    distribution: cloudfront.Distribution,
  ): void {
    const types = args.ipv6 === true ? ["A", "AAAA"] : ["A"];
    const domains = siteDomainNames(args.domainName, args.additionalDomainNames);
    const records = domains.flatMap((domain) => types.map((type) => ({ ...domain, type })));
    for (const { name: domain, role, type } of records) {
      const ofMainName = role === "site" ? "" : `-${role}`;
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

/** The arguments of a distribution that are known before deployment. */
type KnownArgs = Pick<
  DistributionArgs,
  | "domainName"
  | "additionalDomainNames"
  | "listenerPort"
  | "securePaths"
  | "publicPaths"
  | "publicBucketPaths"
  | "forwardedHeaders"
  | "allowedCountries"
  | "blockedCountries"
> &
  BucketArgs;

/** Validates the arguments of a distribution that are known before deployment. */
export function distributionProblems(args: KnownArgs, paths: PathPlan): string[] {
  return [
    ...nameProblems(args),
    ...listenerPortProblems(args.listenerPort),
    ...securePathProblems(args.securePaths.length),
    ...additionalProblems(args.additionalApplications ?? []),
    ...bucketPathProblems(args),
    ...bucketOriginProblems(args),
    ...paths.problems,
    ...forwardedHeaderProblems(args.forwardedHeaders ?? []),
    ...geoRestrictionProblems(args.allowedCountries ?? [], args.blockedCountries ?? []),
  ];
}

/** The names of a site, of which some may be outputs. */
type Names = Pick<DistributionArgs, "domainName" | "additionalDomainNames">;

function namesOf({ domainName, additionalDomainNames }: Names): Names {
  return { domainName, additionalDomainNames };
}

function nameProblems({ domainName, additionalDomainNames = [] }: Names): string[] {
  return siteNameProblems(domainName, additionalDomainNames);
}

function siteNames({ domainName, additionalDomainNames = [] }: Names): pulumi.Input<string>[] {
  return [domainName, ...additionalDomainNames];
}

/** Tags that name the generation in use, since a secret value hides all origins in a preview. */
function headerTags(args: DistributionArgs): { [key: string]: pulumi.Input<string> } {
  const fingerprints = pulumi.output(args.headerFingerprints);
  return {
    "secure-origin:header-generation": pulumi.output(args.headerGeneration).apply(String),
    "secure-origin:header-public": fingerprints.apply((all) => all.public ?? ""),
    "secure-origin:header-signed": fingerprints.apply((all) => all.signed ?? ""),
  };
}
