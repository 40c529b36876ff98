import type { Misconfiguration } from "../../misconfiguration";
import {
  added,
  all,
  declared,
  declaredRaw,
  idOf,
  later,
  output,
  retyped,
  set,
  unset,
} from "../../stackModel";
import { officeIn } from "../commonResources";

const rule = "no-internet-facing-load-balancer";
const subnets = [idOf("site-public-0")];

/** Internet-facing load balancers, under every type name. */
export const loadBalancerMisconfigurations: Misconfiguration[] = [
  {
    id: "alb-internet-facing",
    base: "dev",
    what: "The load balancer is internet-facing.",
    rule,
    resource: "site-alb",
    change: set("site-alb", "internal", false),
    expectText: [/internal/],
  },
  {
    id: "alb-scheme-left-out",
    base: "dev",
    what: "The load balancer has no `internal` argument.",
    rule,
    resource: "site-alb",
    change: unset("site-alb", "internal"),
    expectText: [/internal/],
  },
  {
    id: "alb-scheme-unknown",
    base: "prod",
    what: "The `internal` argument is unknown.",
    rule,
    resource: "site-alb",
    change: set("site-alb", "internal", later(true, ["site-vpc"], "boolean")),
    moments: ["preview"],
    expectText: [/internal/],
  },
  {
    id: "alb-module-alb",
    base: "classicAlb",
    what: "The load balancer with the older module name is internet-facing.",
    rule,
    resource: "shop-alb",
    change: set("shop-alb", "internal", false),
  },
  {
    id: "alb-module-elasticloadbalancingv2",
    base: "dev",
    what: "The load balancer has the older module name elasticloadbalancingv2 and is internet-facing.",
    rule,
    resource: "site-alb",
    change: all(
      retyped("site-alb", "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer"),
      set("site-alb", "internal", false),
    ),
  },
  {
    id: "alb-module-applicationloadbalancing",
    base: "s3AndAlb",
    what: "The load balancer has the older module name applicationloadbalancing and no `internal` argument.",
    rule,
    resource: "app-alb",
    change: all(
      retyped("app-alb", "aws:applicationloadbalancing/loadBalancer:LoadBalancer"),
      unset("app-alb", "internal"),
    ),
  },
  {
    id: "classic-elb",
    base: "nlbAndEc2",
    what: "A Classic Load Balancer, internet-facing by default, is in front of an instance.",
    rule,
    resource: "api-elb",
    change: added(
      declared("aws:elb/loadBalancer:LoadBalancer", "api-elb", {
        subnets: [idOf("api-public-0")],
        instances: [idOf("api-instance-0")],
        listeners: [{ lbPort: 443, lbProtocol: "tcp", instancePort: 8443, instanceProtocol: "tcp" }],
      }),
    ),
  },
  {
    id: "classic-elb-module-elasticloadbalancing",
    base: "nlbAndEc2",
    what: "An internet-facing Classic Load Balancer has the older module name elasticloadbalancing.",
    rule,
    resource: "api-elb",
    change: added(
      declaredRaw("aws:elasticloadbalancing/loadBalancer:LoadBalancer", "api-elb", {
        subnets: [idOf("api-public-0")],
        instances: [idOf("api-instance-0")],
        internal: false,
        listeners: [{ lbPort: 443, lbProtocol: "tcp", instancePort: 8443, instanceProtocol: "tcp" }],
      }),
    ),
  },
  {
    id: "nlb-internet-facing",
    base: "nlbAndEc2",
    what: "The Network Load Balancer is internet-facing.",
    rule,
    resource: "api-nlb",
    change: set("api-nlb", "internal", false),
  },
  {
    id: "second-alb-internet-facing",
    base: "s3AndAlb",
    what: "A second load balancer, for tests, is internet-facing.",
    rule,
    resource: "app-tests-alb",
    change: added(
      declared("aws:lb/loadBalancer:LoadBalancer", "app-tests-alb", {
        subnets: [idOf("app-public-0")],
        securityGroups: [idOf("app-balancer")],
      }),
    ),
  },
  {
    id: "path-second-alb-same-targets",
    base: "dev",
    what: "A second, internet-facing load balancer forwards to the signed tier's targets.",
    rule: "no-ingress-but-cloudfront",
    resource: "site-tests-alb",
    change: added(
      declared("aws:lb/loadBalancer:LoadBalancer", "site-tests-alb", {
        internal: false,
        subnets,
        securityGroups: [idOf("site-balancer")],
        dropInvalidHeaderFields: true,
      }),
      declared("aws:lb/listener:Listener", "site-tests-https", {
        loadBalancerArn: output("site-tests-alb", "arn"),
        port: 443,
        protocol: "HTTPS",
        certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/0b1f7c2e-7d0f-49ab-8a53-0f9f2a3e4c55",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        defaultActions: [{ type: "forward", targetGroupArn: output("site-signed-targets", "arn") }],
      }),
      declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "site-tests-in", {
        securityGroupId: idOf("site-balancer"),
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "0.0.0.0/0",
      }),
    ),
    expectText: [/site-tests-alb/, /site-tests-https/, /site-signed-targets/, /site-group/],
  },
  {
    id: "path-public-nlb-to-alb",
    base: "dev",
    what: "An internet-facing Network Load Balancer has the internal load balancer as a target.",
    rule: "no-ingress-but-cloudfront",
    resource: "site-front-nlb",
    change: added(
      declared("aws:lb/loadBalancer:LoadBalancer", "site-front-nlb", {
        internal: false,
        loadBalancerType: "network",
        subnets,
      }),
      declared("aws:lb/targetGroup:TargetGroup", "site-front-targets", {
        vpcId: idOf("site-vpc"),
        targetType: "alb",
        protocol: "TCP",
        port: 443,
      }),
      declared("aws:lb/listener:Listener", "site-front-tcp", {
        loadBalancerArn: output("site-front-nlb", "arn"),
        port: 443,
        protocol: "TCP",
        defaultActions: [{ type: "forward", targetGroupArn: output("site-front-targets", "arn") }],
      }),
      declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", "site-front-target", {
        targetGroupArn: output("site-front-targets", "arn"),
        targetId: output("site-alb", "arn"),
        port: 443,
      }),
      officeIn("site-front-in", "site-balancer"),
    ),
    expectText: [/site-front-nlb/, /site-front-target/, /site-alb/],
  },
  {
    id: "path-public-nlb-by-address",
    base: "nlbAndEc2",
    what: "An internet-facing Network Load Balancer has an instance's private address as a target.",
    rule: "no-ingress-but-cloudfront",
    resource: "api-front-nlb",
    change: added(
      declared("aws:lb/loadBalancer:LoadBalancer", "api-front-nlb", {
        internal: false,
        loadBalancerType: "network",
        subnets: [idOf("api-public-0")],
      }),
      declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "api-front-in", {
        securityGroupId: idOf("api-instances"),
        ipProtocol: "tcp",
        fromPort: 8443,
        toPort: 8443,
        cidrIpv4: "10.0.240.0/24",
      }),
      declared("aws:lb/targetGroup:TargetGroup", "api-front-targets", {
        vpcId: idOf("api-vpc"),
        targetType: "ip",
        protocol: "TCP",
        port: 8443,
      }),
      declared("aws:lb/listener:Listener", "api-front-tcp", {
        loadBalancerArn: output("api-front-nlb", "arn"),
        port: 443,
        protocol: "TCP",
        defaultActions: [{ type: "forward", targetGroupArn: output("api-front-targets", "arn") }],
      }),
      declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", "api-front-target", {
        targetGroupArn: output("api-front-targets", "arn"),
        targetId: output("api-instance-0", "privateIp"),
      }),
    ),
    expectText: [/api-front-nlb/, /api-instance-0/],
  },
];
