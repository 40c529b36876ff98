import { trust } from "../compliantStacks/resources/policies";
import { offeredServer } from "../list/commonResources";
import type { Harmless } from "../misconfiguration";
import { added, all, declared, idOf, inserted, output, retyped, set } from "../stackModel";

/** Load balancers, listeners and functions without an ingress path. */
export const harmlessLoadBalancers: Harmless[] = [
  {
    id: "second-internal-alb",
    base: "dev",
    what: "A second internal load balancer serves other programs of the VPC.",
    change: added(
      declared("aws:lb/loadBalancer:LoadBalancer", "site-inner-alb", {
        internal: true,
        subnets: [idOf("site-private-0"), idOf("site-private-1")],
        securityGroups: [idOf("site-balancer")],
        dropInvalidHeaderFields: true,
      }),
    ),
  },
  {
    id: "internal-classic-elb",
    base: "nlbAndEc2",
    what: "A Classic Load Balancer is internal.",
    change: added(
      declared("aws:elb/loadBalancer:LoadBalancer", "api-inner-elb", {
        internal: true,
        subnets: [idOf("api-private-0")],
        instances: [idOf("api-instance-0")],
        listeners: [{ lbPort: 443, lbProtocol: "tcp", instancePort: 8443, instanceProtocol: "tcp" }],
      }),
    ),
  },
  {
    id: "second-interface-behind-load-balancer",
    base: "classicAlb",
    what: "The second network interface of an instance admits a load balancer, which sends to the first.",
    change: added(...offeredServer("second")),
    options: { protect: "origins" },
  },
  {
    id: "old-module-names",
    base: "dev",
    what: "Load balancer, listener, rules and target groups have the older module name.",
    change: all(
      retyped("site-alb", "aws:alb/loadBalancer:LoadBalancer"),
      retyped("site-https", "aws:alb/listener:Listener"),
      retyped("site-public-rule", "aws:alb/listenerRule:ListenerRule"),
      retyped("site-signed-rule", "aws:alb/listenerRule:ListenerRule"),
      retyped("site-public-targets", "aws:alb/targetGroup:TargetGroup"),
      retyped("site-signed-targets", "aws:alb/targetGroup:TargetGroup"),
    ),
  },
  {
    id: "http-redirect",
    base: "dev",
    what: "A listener for plain HTTP redirects to HTTPS and forwards nothing.",
    change: added(
      declared("aws:lb/listener:Listener", "site-http", {
        loadBalancerArn: output("site-alb", "arn"),
        port: 80,
        protocol: "HTTP",
        defaultActions: [
          { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
        ],
      }),
    ),
  },
  {
    id: "http-refusal",
    base: "prod",
    what: "A listener for plain HTTP refuses everything.",
    change: added(
      declared("aws:lb/listener:Listener", "site-http", {
        loadBalancerArn: output("site-alb", "arn"),
        port: 80,
        protocol: "HTTP",
        defaultActions: [
          { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "403" } },
        ],
      }),
    ),
  },
  {
    id: "answer-before-the-check",
    base: "dev",
    what: "A rule that precedes the header check has a fixed response.",
    change: added(
      declared("aws:lb/listenerRule:ListenerRule", "site-robots", {
        listenerArn: output("site-https", "arn"),
        priority: 1,
        conditions: [{ pathPattern: { values: ["/robots.txt"] } }],
        actions: [
          {
            type: "fixed-response",
            fixedResponse: { contentType: "text/plain", statusCode: "200", messageBody: "Disallow: /" },
          },
        ],
      }),
    ),
  },
  {
    id: "header-and-host",
    base: "s3AndAlb",
    what: "A rule checks the header and the host.",
    change: inserted("app-signed-rule", "conditions", 1, {
      hostHeader: { values: ["origin.app.example.com"] },
    }),
  },
  {
    id: "rule-of-same-secret",
    base: "prod",
    what: "The first rule, for one path, checks the same secret as the rule after it.",
    change: added(
      declared("aws:lb/listenerRule:ListenerRule", "site-reports", {
        listenerArn: output("site-https", "arn"),
        priority: 5,
        conditions: [
          { pathPattern: { values: ["/secure/reports/*"] } },
          {
            httpHeader: {
              httpHeaderName: "x-from-cloudfront",
              values: [output("site-signed-header-2", "hex"), output("site-signed-header-1", "hex")],
            },
          },
        ],
        actions: [{ type: "forward", targetGroupArn: output("site-signed-targets", "arn") }],
      }),
    ),
  },
  {
    id: "three-generations",
    base: "dev",
    what: "The rule of a tier accepts three generations of its secret, and the origin sends the newest.",
    change: all(
      added(
        declared("random:index/randomBytes:RandomBytes", "site-signed-header-2", { length: 32 }),
        declared("random:index/randomBytes:RandomBytes", "site-signed-header-3", { length: 48 }),
      ),
      set(
        "site-signed-rule",
        "conditions.0.httpHeader.values",
        [3, 2, 1].map((generation) => output(`site-signed-header-${generation}`, "hex")),
      ),
      set("site-distribution", "origins.1.customHeaders.0.value", output("site-signed-header-3", "hex")),
    ),
  },
  {
    id: "weighted-forward",
    base: "classicAlb",
    what: "A rule with the header forwards to weighted target groups of its tier.",
    change: set("shop-signed-rule", "actions", [
      {
        type: "forward",
        forward: { targetGroups: [{ arn: output("shop-signed-targets", "arn"), weight: 100 }] },
      },
    ]),
  },
  {
    id: "listener-tls-1-3-only",
    base: "prod",
    what: "The listener accepts TLS 1.3 only.",
    change: set("site-https", "sslPolicy", "ELBSecurityPolicy-TLS13-1-3-2021-06"),
  },
  {
    id: "desync-defensive",
    base: "s3AndAlb",
    what: "The desync mitigation mode is AWS's default.",
    change: set("app-alb", "desyncMitigationMode", "defensive"),
  },
  {
    id: "function-url-outside-vpc",
    base: "dev",
    what: "A function with a public URL runs outside the VPC.",
    change: added(
      declared("aws:iam/role:Role", "site-hook-role", { assumeRolePolicy: trust("lambda.amazonaws.com") }),
      declared("aws:lambda/function:Function", "site-hook", {
        role: output("site-hook-role", "arn"),
        runtime: "nodejs22.x",
        handler: "index.handler",
        s3Bucket: "code-of-members",
        s3Key: "hook.zip",
      }),
      declared("aws:lambda/functionUrl:FunctionUrl", "site-hook-url", {
        functionName: output("site-hook", "name"),
        authorizationType: "NONE",
      }),
    ),
  },
  {
    id: "http-api-of-a-function",
    base: "s3AndAlb",
    what: "An HTTP API calls a function outside the VPC.",
    change: added(
      declared("aws:iam/role:Role", "app-hook-role", { assumeRolePolicy: trust("lambda.amazonaws.com") }),
      declared("aws:lambda/function:Function", "app-hook", {
        role: output("app-hook-role", "arn"),
        runtime: "nodejs22.x",
        handler: "index.handler",
        s3Bucket: "code-of-app",
        s3Key: "hook.zip",
      }),
      declared("aws:apigatewayv2/api:Api", "app-hooks", { protocolType: "HTTP" }),
      declared("aws:apigatewayv2/integration:Integration", "app-hooks-integration", {
        apiId: idOf("app-hooks"),
        integrationType: "AWS_PROXY",
        integrationUri: output("app-hook", "invokeArn"),
        payloadFormatVersion: "2.0",
      }),
      declared("aws:apigatewayv2/route:Route", "app-hooks-route", {
        apiId: idOf("app-hooks"),
        routeKey: "POST /hook",
      }),
    ),
  },
  {
    id: "nlb-before-alb-inside",
    base: "classicAlb",
    what: "An internal Network Load Balancer has the internal load balancer as a target.",
    change: added(
      declared("aws:lb/loadBalancer:LoadBalancer", "shop-inner-nlb", {
        internal: true,
        loadBalancerType: "network",
        subnets: [idOf("shop-private-0")],
        enableDeletionProtection: true,
      }),
      declared("aws:lb/targetGroup:TargetGroup", "shop-inner-targets", {
        vpcId: idOf("shop-vpc"),
        targetType: "alb",
        protocol: "TCP",
        port: 443,
      }),
      declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", "shop-inner-target", {
        targetGroupArn: output("shop-inner-targets", "arn"),
        targetId: output("shop-alb", "arn"),
      }),
    ),
  },
];
