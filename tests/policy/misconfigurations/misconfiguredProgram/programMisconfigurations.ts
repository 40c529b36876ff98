import type * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as vpc from "@pulumi/aws/vpc";
import type { Resource } from "@pulumi/pulumi";

/** The arguments of a resource in a transformation. */
export type Args = Record<string, unknown>;

/** The program's resources by logical name. */
export type Resources = ReadonlyMap<string, Resource>;

/** A misconfiguration of the project's own program. */
export interface ProgramMisconfiguration {
  /** The rule that must find it. */
  readonly rule: string;
  readonly what: string;
  /** Changes the arguments of a resource, by logical name. */
  readonly change?: { readonly of: string; edit(args: Args): Args };
  /** Adds resources to the program. */
  readonly add?: (resources: Resources) => void;
  /** Adds exports. */
  readonly outputs?: Args;
}

const edited = (of: string, edit: (args: Args) => Args) => ({ of, edit });
const set = (of: string, args: Args) => edited(of, (old) => ({ ...old, ...args }));

type Behavior = Record<string, unknown> & { pathPattern: string };

const behaviorsOf = (args: Args) => args.orderedCacheBehaviors as Behavior[];
const distribution = (edit: (args: Args) => Args) => edited("members-edge-distribution", edit);
const behaviors = (edit: (list: Behavior[]) => Behavior[]) =>
  distribution((args) => ({
    ...args,
    orderedCacheBehaviors: edit(behaviorsOf(args)),
  }));
/** Returns a resource of the program, by logical name. */
const of = (resources: Resources, name: string): unknown => resources.get(name);
const forward = (resources: Resources) => [
  { type: "forward", targetGroupArn: (of(resources, "members-lb-signed:targets") as lb.TargetGroup).arn },
];

/** Twelve misconfigurations, by their ids in the misconfiguration table. */
export const programMisconfigurations: Readonly<Record<string, ProgramMisconfiguration>> = {
  "alb-internet-facing": {
    rule: "no-internet-facing-load-balancer",
    what: "The load balancer faces the internet.",
    change: set("members-lb-alb", { internal: false }),
  },
  "template-public-address": {
    rule: "no-public-address",
    what: "The instances get public addresses.",
    change: edited("members-instances-template", (args) => ({
      ...args,
      networkInterfaces: (args.networkInterfaces as ec2.LaunchTemplateArgs[]).map((each) => ({
        ...each,
        associatePublicIpAddress: "true",
      })),
    })),
  },
  "rule-world-ipv4": {
    rule: "no-open-security-group",
    what: "The load balancer's security group admits the internet.",
    add: (resources) => {
      const securityGroupId = (of(resources, "members-lb-balancer") as ec2.SecurityGroup).id;
      const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
      new vpc.SecurityGroupIngressRule("open", { ...https, securityGroupId, cidrIpv4: "0.0.0.0/0" });
    },
  },
  "path-second-alb-same-targets": {
    rule: "no-ingress-but-cloudfront",
    what: "A second, public load balancer for tests forwards to the members' targets.",
    add: (resources) => {
      const group = of(resources, "members-lb-balancer") as ec2.SecurityGroup;
      const first = of(resources, "members-lb-https") as lb.Listener;
      const tests = new lb.LoadBalancer("tests", {
        internal: false,
        dropInvalidHeaderFields: true,
        subnets: [
          (of(resources, "members-network-private-0") as ec2.Subnet).id,
          (of(resources, "members-network-private-1") as ec2.Subnet).id,
        ],
        securityGroups: [group.id],
      });
      new lb.Listener("tests", {
        loadBalancerArn: tests.arn,
        port: 443,
        protocol: "HTTPS",
        certificateArn: first.certificateArn.apply((arn) => arn ?? ""),
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        defaultActions: forward(resources),
      });
      new vpc.SecurityGroupIngressRule("office", {
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "81.2.69.0/24",
      });
    },
  },
  "shadow-by-extension": {
    rule: "secure-paths-need-trusted-key-groups",
    what: "A public behavior for *.jpg precedes the signed ones.",
    change: distribution((args) => ({
      ...args,
      orderedCacheBehaviors: [
        { ...(args.defaultCacheBehavior as object), pathPattern: "*.jpg" },
        ...behaviorsOf(args),
      ],
    })),
  },
  "key-groups-empty": {
    rule: "secure-paths-need-trusted-key-groups",
    what: "The behavior of /secure/* has an empty list of key groups.",
    change: behaviors((list) =>
      list.map((each) => (each.pathPattern === "/secure/*" ? { ...each, trustedKeyGroups: [] } : each)),
    ),
  },
  "default-on-signed-origin": {
    rule: "signed-origin-needs-trusted-key-groups",
    what: "The default behavior sends public requests to the signed tier.",
    change: distribution((args) => ({
      ...args,
      defaultCacheBehavior: { ...(args.defaultCacheBehavior as object), targetOriginId: "signed" },
    })),
  },
  "default-answers-200": {
    rule: "listener-default-action-refuses",
    what: "Requests that match no rule are answered with 200.",
    change: set("members-lb-https", {
      defaultActions: [
        { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "200" } },
      ],
    }),
  },
  "rule-before-the-check": {
    rule: "listener-rule-checks-secret-header",
    what: "A rule for a path precedes the one that checks the header.",
    add: (resources) => {
      new lb.ListenerRule("early", {
        listenerArn: (of(resources, "members-lb-https") as lb.Listener).arn,
        priority: 5,
        conditions: [{ pathPattern: { values: ["/secure/*"] } }],
        actions: forward(resources),
      });
    },
  },
  "one-secret-sent-by-both": {
    rule: "tiers-have-own-secrets",
    what: "Both origins send the secret of the public tier.",
    change: distribution((args) => {
      const [first, second, ...others] = args.origins as Args[];
      return { ...args, origins: [first, { ...second, customHeaders: first?.customHeaders }, ...others] };
    }),
  },
  "vpc-origin-as-viewer": {
    rule: "origin-tls-floor",
    what: "CloudFront reaches the load balancer by the viewer's protocol.",
    change: edited("members-edge-vpc-origin", (args) => ({
      ...args,
      vpcOriginEndpointConfig: {
        ...(args.vpcOriginEndpointConfig as object),
        originProtocolPolicy: "match-viewer",
      },
    })),
  },
  "private-key-exported": {
    rule: "no-private-key-output",
    what: "The program exports a private key.",
    outputs: {
      signingKey: ["-----BEGIN", "PRIVATE", "KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQ"].join(
        " ",
      ),
    },
  },
};
