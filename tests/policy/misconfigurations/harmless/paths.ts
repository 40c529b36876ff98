import { publicBehavior, signedBehavior, vpcOrigin } from "../compliantStacks/resources/distribution";
import { applicationLoadBalancer } from "../compliantStacks/resources/loadBalancer";
import { privateSubnetIds } from "../compliantStacks/resources/network";
import { oneOrigin, pathRule } from "../list/tiers/paths";
import { clubDistribution } from "../list/tiers/secrets";
import type { Harmless } from "../misconfiguration";
import { added, all, declared, idOf, inserted, output, set } from "../stackModel";

const ordered = "orderedCacheBehaviors";

/** Path conditions that keep the tiers apart, behaviors that serve nothing, and origins that are named by outputs. */
export const harmlessPaths: Harmless[] = [
  {
    id: "public-targets-for-a-path-of-no-signed-behavior",
    base: "dev",
    what: "A rule for the signed tier's secret forwards a path that no signed behavior serves to the public targets.",
    moments: ["known"],
    change: pathRule("signed", ["/status"], "site-public-targets"),
  },
  {
    id: "one-origin-whose-signed-requests-are-refused",
    base: "dev",
    what: "Both tiers have one origin for the time of a move, and a rule refuses the signed paths.",
    moments: ["known"],
    // On the distribution alone, one origin is one place.
    options: { protect: "origins" },
    change: all(
      oneOrigin,
      added(
        declared("aws:lb/listenerRule:ListenerRule", "site-moved", {
          listenerArn: output("site-https", "arn"),
          priority: 1,
          conditions: [{ pathPattern: { values: ["/premium/*", "/downloads/*", "/secure/*"] } }],
          actions: [
            { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "503" } },
          ],
        }),
      ),
    ),
  },
  {
    id: "rule-behind-one-for-its-paths",
    base: "dev",
    what: "A rule to the signed targets comes after one that refuses all requests with its secret for its paths.",
    moments: ["known"],
    change: all(
      pathRule("public", ["/premium/*"], "site-signed-targets"),
      set("site-path-rule", "priority", 2),
      added(
        declared("aws:lb/listenerRule:ListenerRule", "site-refused", {
          listenerArn: output("site-https", "arn"),
          priority: 1,
          conditions: [
            {
              httpHeader: {
                httpHeaderName: "X-From-CloudFront",
                values: [output("site-public-header-1", "hex")],
              },
            },
            { pathPattern: { values: ["/premium/*"] } },
          ],
          actions: [
            { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "403" } },
          ],
        }),
      ),
    ),
  },
  {
    id: "second-distribution-with-both-tiers",
    base: "dev",
    what: "A second distribution has an origin of each tier with its secret, and signs the paths of the signed one.",
    change: clubDistribution(publicBehavior("site", "one")),
  },
  {
    id: "public-behavior-behind-a-signed-one",
    base: "dev",
    what: "A public behavior on the signed origin comes after a signed one that takes all of its paths.",
    change: inserted("site-distribution", ordered, 4, {
      ...publicBehavior("site", "signed"),
      pathPattern: "/premium/free/*",
    }),
  },
  {
    id: "public-origin-named-by-its-balancer",
    base: "dev",
    what: "The public origin and the default behavior have the load balancer's ARN as the origin's id.",
    change: all(
      set("site-distribution", "origins.0.originId", output("site-alb", "arn")),
      set("site-distribution", "defaultCacheBehavior.targetOriginId", output("site-alb", "arn")),
    ),
  },
  {
    id: "signed-origin-named-by-its-balancer",
    base: "dev",
    what: "The signed origin and its behaviors have the load balancer's ARN as the origin's id.",
    change: all(
      set("site-distribution", "origins.1.originId", output("site-alb", "arn")),
      ...[1, 2, 3].map((at) =>
        set("site-distribution", `${ordered}.${at}.targetOriginId`, output("site-alb", "arn")),
      ),
    ),
  },
  {
    id: "public-balancer-beside-a-signed-bucket",
    base: "s3AndAlb",
    what: "Beside a signed bucket, public content has a load balancer without secret header, whose ARN is the origin's id.",
    options: { protect: "origins" },
    change: all(
      added(
        ...applicationLoadBalancer({
          name: "open",
          module: "lb",
          subnets: privateSubnetIds("app", 2),
          securityGroups: [idOf("app-balancer")],
        }),
        declared("aws:lb/targetGroup:TargetGroup", "open-targets", {
          vpcId: idOf("app-vpc"),
          targetType: "instance",
          protocol: "HTTPS",
          port: 8444,
        }),
        declared("aws:lb/listenerRule:ListenerRule", "open-rule", {
          listenerArn: output("open-https", "arn"),
          priority: 1,
          conditions: [{ pathPattern: { values: ["/public/*"] } }],
          actions: [{ type: "forward", targetGroupArn: output("open-targets", "arn") }],
        }),
        vpcOrigin({ name: "open" }, output("open-alb", "arn")),
      ),
      inserted("www-distribution", "origins", 0, {
        originId: output("open-alb", "arn"),
        domainName: "open.origin.example.com",
        vpcOriginConfig: { vpcOriginId: idOf("open-vpc-origin") },
      }),
      set("www-distribution", "defaultCacheBehavior", signedBehavior("app", "pages")),
      set("www-distribution", ordered, [
        {
          ...publicBehavior("app", "open"),
          targetOriginId: output("open-alb", "arn"),
          pathPattern: "/public/*",
        },
      ]),
    ),
  },
  {
    id: "default-answers-404",
    base: "dev",
    what: "The default action of the listener responds with 404.",
    change: set("site-https", "defaultActions.0.fixedResponse.statusCode", "404"),
  },
  {
    id: "default-answers-503",
    base: "classicAlb",
    what: "The default action of the listener responds with 503.",
    change: set("shop-https", "defaultActions.0.fixedResponse.statusCode", "503"),
  },
];
