import { added, declared, declaredRaw, idOf, joined, output, set } from "../../misconfigurations/stackModel";
import { group, site } from "../base";
import { open, toInstances } from "../entries/shared";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";

/** Stacks whose way to the site is declared with another provider than the classic one of AWS. */
export const otherProviders: readonly IndependentCase[] = [
  {
    id: "provider-native-load-balancer",
    what: "A public load balancer of the AWS Cloud Control provider forwards to the site's targets.",
    source: servicePages.awsNative,
    verdict: "refused",
    names: "front",
    resources: site(
      added(
        declaredRaw("aws-native:elasticloadbalancingv2:LoadBalancer", "front", {
          scheme: "internet-facing",
          type: "application",
          subnets: [idOf("site-public-0"), "subnet-0f1e2d3c4b5a69788"],
        }),
        declaredRaw("aws-native:elasticloadbalancingv2:Listener", "front-listener", {
          loadBalancerArn: output("front", "id"),
          port: 443,
          protocol: "HTTPS",
          defaultActions: [{ type: "forward", targetGroupArn: output("site-signed-targets", "arn") }],
        }),
      ),
    ),
  },
  {
    id: "provider-native-address",
    what: "The AWS Cloud Control provider gives the site's instance a public address, and opens its group.",
    source: servicePages.awsNative,
    verdict: "refused",
    names: "address",
    resources: site(
      added(
        declaredRaw("aws-native:ec2:SecurityGroupIngress", "wide", {
          groupId: idOf("site-instances"),
          ipProtocol: "tcp",
          fromPort: 8443,
          toPort: 8444,
          cidrIp: "0.0.0.0/0",
        }),
        declaredRaw("aws-native:ec2:Eip", "address", { domain: "vpc", instanceId: idOf("site-instance") }),
      ),
    ),
  },
  {
    id: "provider-native-rule-in-the-open",
    what: "The instance has a public address, and the AWS Cloud Control provider admits everybody to its group.",
    source: servicePages.awsNative,
    verdict: "refused",
    names: "Ingress::wide",
    resources: site(
      set("site-instance", "subnetId", idOf("site-public-0")),
      set("site-instance", "associatePublicIpAddress", true),
      added(
        declaredRaw("aws-native:ec2:SecurityGroupIngress", "wide", {
          groupId: idOf("site-instances"),
          ipProtocol: "-1",
          cidrIpv6: "::/0",
          cidrIp: "0.0.0.0/0",
        }),
      ),
    ),
  },
  {
    id: "provider-cloud-control-address",
    what: "Cloud Control associates a public address with the site's instance, which admits everybody.",
    source: servicePages.cloudControl,
    verdict: "refused",
    names: "address-used",
    resources: site(
      added(
        open("site-instances", [8443, 8444]),
        declared("aws:cloudcontrol/resource:Resource", "address-used", {
          typeName: "AWS::EC2::EIPAssociation",
          desiredState: joined`{"AllocationId":"eipalloc-0a1b2c3d4e5f60718","InstanceId":"${idOf("site-instance")}"}`,
        }),
      ),
    ),
  },
  {
    id: "provider-command-with-the-group",
    what: "A command admits somebody to the group of the site's instances.",
    source: servicePages.command,
    verdict: "refused",
    resources: site(
      added(
        declaredRaw("command:local:Command", "admit", {
          create: joined`aws ec2 authorize-security-group-ingress --group-id ${idOf("site-instances")} --protocol tcp --port 8444 --cidr 0.0.0.0/0`,
        }),
      ),
    ),
  },
  {
    id: "provider-command-with-the-listener",
    what: "A command on another machine has the ARN of the site's listener in its environment.",
    source: servicePages.command,
    verdict: "refused",
    resources: site(
      added(
        declaredRaw("command:remote:Command", "change-listener", {
          connection: { host: "deploy.example.com", user: "deploy" },
          create: "./open-listener",
          environment: { LISTENER_ARN: output("site-https", "arn") },
        }),
      ),
    ),
  },
  {
    id: "provider-dynamic-with-the-load-balancer",
    what: "A resource of a dynamic provider has the site's load balancer among its arguments.",
    source: servicePages.dynamicProviders,
    verdict: "refused",
    resources: site(
      added(
        declaredRaw("pulumi-nodejs:dynamic:Resource", "schemes", {
          __provider: "exports.handler = __f0;",
          loadBalancer: output("site-alb", "arn"),
          scheme: "internet-facing",
        }),
      ),
    ),
  },
  {
    id: "provider-kubernetes-ingress",
    what: "A public load balancer of Kubernetes has a group that the site's instances admit.",
    source: servicePages.eksBalancers,
    verdict: "refused",
    names: "Ingress::front",
    resources: site(
      added(
        group("front-group"),
        open("front-group"),
        declaredRaw("kubernetes:networking.k8s.io/v1:Ingress", "front", {
          metadata: {
            name: "front",
            annotations: {
              "alb.ingress.kubernetes.io/scheme": "internet-facing",
              "alb.ingress.kubernetes.io/security-groups": idOf("front-group"),
            },
          },
          spec: {
            ingressClassName: "alb",
            defaultBackend: { service: { name: "site", port: { number: 8444 } } },
          },
        }),
      ),
      toInstances("front-group"),
    ),
  },
  {
    id: "provider-kubernetes-targets",
    what: "Kubernetes registers pods with the site's target group; its services may put the same pods on the internet.",
    source: servicePages.eksTargets,
    verdict: "refused",
    names: "binding",
    resources: site(
      added(
        declaredRaw("kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding", "binding", {
          metadata: { name: "site" },
          spec: {
            serviceRef: { name: "site", port: 8444 },
            targetGroupARN: output("site-signed-targets", "arn"),
            targetType: "instance",
          },
        }),
        declaredRaw("kubernetes:core/v1:Service", "front", {
          metadata: {
            name: "front",
            annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" },
          },
          spec: { type: "LoadBalancer", selector: { app: "site" }, ports: [{ port: 8444 }] },
        }),
      ),
    ),
  },
  {
    id: "provider-cloudflare-tunnel",
    what: "A tunnel of Cloudflare publishes the site's internal load balancer.",
    source: servicePages.cloudflare,
    verdict: "refused",
    resources: site(
      added(
        declaredRaw(
          "cloudflare:index/zeroTrustTunnelCloudflaredConfig:ZeroTrustTunnelCloudflaredConfig",
          "tunnel",
          {
            accountId: "0123456789abcdef0123456789abcdef",
            tunnelId: "f70ff985-a4ef-4643-bbbc-4a0ed4fc8415",
            config: {
              ingresses: [
                { hostname: "side.example.com", service: joined`https://${output("site-alb", "dnsName")}` },
                { service: "http_status:404" },
              ],
            },
          },
        ),
      ),
    ),
  },
  {
    id: "provider-terraform-module-front",
    what: "A Terraform module has a public load balancer that forwards to the site's targets.",
    source: servicePages.terraformModules,
    verdict: "refused",
    resources: site(
      added(
        declaredRaw("alb:index:Module", "front", {
          name: "front",
          internal: false,
          vpc_id: idOf("site-vpc"),
          subnets: [idOf("site-public-0"), "subnet-0f1e2d3c4b5a69788"],
          listeners: {
            https: { port: 443, protocol: "HTTPS", forward: { arn: output("site-signed-targets", "arn") } },
          },
        }),
        declaredRaw("alb:tf:aws_lb", "module.front.aws_lb.this[0]", {
          internal: false,
          load_balancer_type: "application",
        }),
      ),
    ),
  },
];
