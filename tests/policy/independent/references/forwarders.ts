import {
  added,
  declared,
  declaredRaw,
  idOf,
  later,
  output,
  set,
  unset,
} from "../../misconfigurations/stackModel";
import { admitting, group, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { networkLoadBalancer, target, targets } from "../tiers/shared";
import { FRONT_ADMITTED, publicLoadBalancer } from "./publicServers";

const forwardTo = (targetGroupArn: unknown) => [{ type: "forward", targetGroupArn }] as never;

/** An address of the site's instance, as a program may write it by value. */
const ADDRESS = "10.0.1.77";
const SUBNET_ELSEWHERE = "subnet-0f1e2d3c4b5a69788";

/** References of API Gateway to variables of a stage. */
const variable = (name: string): string => `$\{stageVariables.${name}}`;

/** A network load balancer in front of the site's instance, whose group admits it. */
const wide = [
  targets("wide", 8444, "instance", "TCP"),
  target("wide-target", "wide", idOf("site-instance")),
  ...networkLoadBalancer("wide", "wide"),
  admitting("wide-to-site", "site-instances", [8444, 8444], {
    referencedSecurityGroupId: idOf("wide-nlb-group"),
  }),
];

/** Stacks with a way to the site, or maybe one, through a server whose reference does not name it. */
export const forwarders: readonly IndependentCase[] = [
  {
    id: "reference-target-by-address",
    what: "A public load balancer forwards to an address of the VPC, by value; the instance admits it.",
    source: pages.targetGroups,
    verdict: "refused",
    resources: site(
      set("site-instance", "privateIp", ADDRESS),
      publicLoadBalancer(forwardTo(output("front-targets", "arn"))),
      FRONT_ADMITTED,
      added(
        targets("front-targets", 8443, "ip"),
        declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", "front-target", {
          targetGroupArn: output("front-targets", "arn"),
          targetId: ADDRESS,
        }),
      ),
    ),
  },
  {
    id: "reference-target-group-looked-up",
    what: "A public load balancer forwards to a target group that is looked up by name; the instance admits it.",
    source: pages.listeners,
    verdict: "refused",
    resources: site(
      publicLoadBalancer(forwardTo(later(output("site-signed-targets", "arn")))),
      FRONT_ADMITTED,
    ),
  },
  {
    id: "reference-target-group-elsewhere",
    what: "A public load balancer forwards to a target group of another stack; the instance admits it.",
    source: pages.listeners,
    verdict: "refused",
    resources: site(
      publicLoadBalancer(
        forwardTo("arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shared/6d0ecf831eec9f09"),
      ),
      FRONT_ADMITTED,
    ),
  },
  {
    id: "reference-listener-actions-unknown",
    what: "What the listener of a public load balancer does is unknown in a preview; the instance admits it.",
    source: pages.listeners,
    verdict: "refused",
    resources: site(
      publicLoadBalancer(later(forwardTo(output("site-public-targets", "arn")), [], "array")),
      FRONT_ADMITTED,
    ),
  },
  {
    id: "reference-internal-unknown",
    what: "Whether the load balancer is internal is unknown in a preview; it is not, and admits everybody.",
    source: pages.loadBalancers,
    verdict: "refused",
    resources: site(
      set("site-alb", "internal", later(false, [], "boolean")),
      added(admitting("site-balancer-wide", "site-balancer", [443, 443], { cidrIpv4: "0.0.0.0/0" })),
    ),
  },
  {
    id: "reference-integration-by-listener-arn",
    what: "A public HTTP API integrates the site's listener, looked up by its ARN, through a VPC link.",
    source: pages.privateIntegrations,
    verdict: "refused",
    resources: site(
      added(
        group("link-group"),
        admitting("link-to-site", "site-balancer", [443, 443], {
          referencedSecurityGroupId: idOf("link-group"),
        }),
        declared("aws:apigatewayv2/vpcLink:VpcLink", "link", {
          subnetIds: [idOf("site-private-0")],
          securityGroupIds: [idOf("link-group")],
        }),
        declared("aws:apigatewayv2/api:Api", "public-api", { protocolType: "HTTP" }),
        declared("aws:apigatewayv2/integration:Integration", "public-api-site", {
          apiId: idOf("public-api"),
          integrationType: "HTTP_PROXY",
          integrationMethod: "ANY",
          connectionType: "VPC_LINK",
          connectionId: idOf("link"),
          integrationUri: later(output("site-https", "arn")),
        }),
        declared("aws:apigatewayv2/route:Route", "public-api-all", {
          apiId: idOf("public-api"),
          routeKey: "$default",
          authorizationType: "NONE",
          target: later("integrations/a1b2c3d", ["public-api-site"]),
        }),
      ),
    ),
  },
  {
    id: "reference-link-by-stage-variable",
    what: "A public REST API takes its VPC link and host from stage variables; a link leads to the instance.",
    source: pages.stageVariables,
    verdict: "refused",
    resources: site(
      added(
        ...wide,
        declared("aws:apigateway/vpcLink:VpcLink", "link", { targetArn: output("wide-nlb", "arn") }),
        declared("aws:apigateway/restApi:RestApi", "public-api", {}),
        declared("aws:apigateway/integration:Integration", "public-api-site", {
          restApi: idOf("public-api"),
          resourceId: "a1b2c3",
          httpMethod: "ANY",
          type: "HTTP_PROXY",
          integrationHttpMethod: "ANY",
          connectionType: "VPC_LINK",
          connectionId: variable("link"),
          uri: `https://${variable("host")}/{proxy}`,
        }),
      ),
      set("wide-nlb", "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "off"),
    ),
  },
  {
    id: "reference-endpoint-service-looked-up",
    what: "Each AWS account may connect to the instance's network load balancer, which is looked up by its ARN.",
    source: pages.endpointServices,
    verdict: "refused",
    resources: site(
      added(
        ...wide,
        declared("aws:ec2/vpcEndpointService:VpcEndpointService", "shared", {
          acceptanceRequired: false,
          allowedPrincipals: ["*"],
          networkLoadBalancerArns: [later(output("wide-nlb", "arn"))],
        }),
      ),
      set("wide-nlb", "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "off"),
    ),
  },
  {
    id: "reference-accelerator-looked-up",
    what: "An accelerator has the site's load balancer, looked up by its ARN, which admits the VPC's addresses.",
    source: pages.accelerators,
    verdict: "refused",
    resources: site(
      added(
        admitting("site-balancer-vpc", "site-balancer", [443, 443], { cidrIpv4: "10.0.0.0/16" }),
        declared("aws:globalaccelerator/endpointGroup:EndpointGroup", "anycast", {
          listenerArn: "arn:aws:globalaccelerator::111122223333:accelerator/1234abcd/listener/0123vxyz",
          endpointConfigurations: [
            {
              endpointId: later(output("site-alb", "arn")),
              weight: 100,
              clientIpPreservationEnabled: false,
            },
          ],
        }),
      ),
    ),
  },
  {
    id: "reference-alias-record-chain",
    what: "The origin's name leads over two records to a public load balancer, which admits everybody.",
    source: pages.origins,
    verdict: "refused",
    resources: site(
      publicLoadBalancer([
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", statusCode: "403", messageBody: "Forbidden" },
        },
      ]),
      added(
        declaredRaw("aws:route53/record:Record", "first", {
          zoneId: "Z0123456789ABCDEFGHIJ",
          name: "App.Example.com.",
          type: "CNAME",
          ttl: 60,
          records: ["pool.example.com"],
        }),
        declaredRaw("aws:route53/record:Record", "second", {
          zoneId: "Z0123456789ABCDEFGHIJ",
          name: "pool.example.com",
          type: "A",
          aliases: [
            {
              name: output("front", "dnsName"),
              zoneId: output("front", "zoneId"),
              evaluateTargetHealth: true,
            },
          ],
        }),
      ),
      set("site-distribution", "origins.0", {
        originId: "public",
        domainName: "app.example.com",
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      }),
    ),
  },
  {
    id: "reference-network-load-balancer-in-subnets-elsewhere",
    what: "A network load balancer without security groups, in subnets of another stack, leads to the instance.",
    source: pages.networkLoadBalancers,
    verdict: "refused",
    resources: site(
      added(...wide),
      unset("wide-nlb", "securityGroups"),
      set("wide-nlb", "internal", later(false, [], "boolean")),
      set("wide-nlb", "subnets", [SUBNET_ELSEWHERE]),
      added(admitting("site-wide", "site-instances", [8444, 8444], { cidrIpv4: "0.0.0.0/0" })),
    ),
  },
];
