/** Renders load balancers, and what else leads to them: accelerators, endpoint services and APIs. */
import { declared, declaredRaw, idOf, output, type Resource } from "../../misconfigurations/stackModel";
import type { Action, Listener, LoadBalancer, TargetGroup } from "../world/loadBalancing";
import { keyOf } from "../world/ref";
import type { Accelerator, Api, EndpointService, World } from "../world/world";
import { idRef } from "./references";

const certificateArn = "arn:aws:acm:eu-west-1:111122223333:certificate/6a2f1c34-6d0e-4b57-9f3e-0c6f1f2a7d11";
const sslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** The name of the resource that holds a tier's secret header value. */
export function secretName(tier: string): string {
  return `header-${tier}`;
}

/** Renders the load balancers of a stack, and what leads to them. */
export function loadBalancing(world: World): Resource[] {
  return [
    ...world.targetGroups.flatMap((group) => targetGroup(group, world)),
    ...world.loadBalancers.flatMap(loadBalancer),
    ...world.accelerators.flatMap(accelerator),
    ...world.endpointServices.map(endpointService),
    ...world.apis.flatMap(api),
  ];
}

function targetGroup(group: TargetGroup, world: World): Resource[] {
  const { name, vpc, protocol, type, port, preservesClientIp, targets } = group;
  const servers = new Set(world.servers.map((server) => server.name));
  return [
    declared("aws:lb/targetGroup:TargetGroup", name, {
      vpcId: idOf(vpc),
      port,
      protocol: type === "alb" ? "TCP" : protocol,
      targetType: type,
      ...(preservesClientIp !== undefined && { preserveClientIp: String(preservesClientIp) }),
    }),
    ...targets.map((target, index) =>
      declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", `${name}-target-${index}`, {
        targetGroupArn: output(name, "arn"),
        targetId:
          target.address ??
          (servers.has(target.to)
            ? output(target.to, type === "ip" ? "privateIp" : "id")
            : output(target.to, "arn")),
        ...(target.port !== undefined && { port: target.port }),
      }),
    ),
  ];
}

function loadBalancer(balancer: LoadBalancer): Resource[] {
  const { name, kind, module, internal, ipv6, subnets, groups, listeners, instances = [] } = balancer;
  const subnetIds = subnets.map((subnet) => idRef(subnet, "subnet"));
  const groupIds = groups.map((group) => idRef(group, "group"));
  if (kind === "classic") {
    return [
      declared("aws:elb/loadBalancer:LoadBalancer", name, {
        subnets: subnetIds,
        securityGroups: groupIds,
        ...(internal !== undefined && { internal }),
        instances: instances.map(idOf),
        listeners: listeners.map(({ port }) => ({
          lbPort: port,
          lbProtocol: "https",
          instancePort: port,
          instanceProtocol: "https",
          sslCertificateId: certificateArn,
        })),
      }),
    ];
  }
  return [
    declared(`aws:${module}/loadBalancer:LoadBalancer`, name, {
      loadBalancerType: kind,
      subnets: subnetIds,
      ...(groupIds.length > 0 && { securityGroups: groupIds }),
      ...(internal !== undefined && { internal }),
      ...(ipv6 && { ipAddressType: "dualstack" }),
      ...(kind === "application" && { dropInvalidHeaderFields: true }),
    }),
    ...listeners.flatMap((listener) => listenerResources(balancer, listener)),
  ];
}

function listenerResources({ name, kind, module }: LoadBalancer, listener: Listener): Resource[] {
  return [
    declared(`aws:${module}/listener:Listener`, listener.name, {
      loadBalancerArn: output(name, "arn"),
      port: listener.port,
      ...(kind === "network" ? { protocol: "TCP" } : { protocol: "HTTPS", certificateArn, sslPolicy }),
      defaultActions: [action(listener.byDefault)],
    }),
    ...listener.rules.map((rule, index) =>
      declared(`aws:${module}/listenerRule:ListenerRule`, rule.name, {
        listenerArn: output(listener.name, "arn"),
        priority: 10 + index,
        conditions: [
          ...(rule.header === undefined
            ? []
            : [
                {
                  httpHeader: {
                    httpHeaderName: "X-From-CloudFront",
                    values: [output(secretName(rule.header), "hex")],
                  },
                },
              ]),
          ...(rule.path === undefined ? [] : [{ pathPattern: { values: [rule.path] } }]),
          ...(rule.header === undefined && rule.path === undefined
            ? [{ pathPattern: { values: ["/*"] } }]
            : []),
        ],
        actions: [action(rule.action)],
      }),
    ),
  ];
}

function action(one: Action) {
  return "forward" in one
    ? { type: "forward", targetGroupArn: output(one.forward, "arn") }
    : { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "403" } };
}

function accelerator({ name, port, endpoint }: Accelerator): Resource[] {
  return [
    declaredRaw("aws:globalaccelerator/accelerator:Accelerator", name, {
      ipAddressType: "IPV4",
      enabled: true,
    }),
    declaredRaw("aws:globalaccelerator/listener:Listener", `${name}-listener`, {
      acceleratorArn: idOf(name),
      protocol: "TCP",
      portRanges: [{ fromPort: port, toPort: port }],
    }),
    declared("aws:globalaccelerator/endpointGroup:EndpointGroup", `${name}-endpoints`, {
      listenerArn: idOf(`${name}-listener`),
      endpointConfigurations: [{ endpointId: idOf(keyOf(endpoint)) }],
    }),
  ];
}

function endpointService({
  name,
  loadBalancer: balancer,
  acceptance,
  principals,
}: EndpointService): Resource {
  return declared("aws:ec2/vpcEndpointService:VpcEndpointService", name, {
    acceptanceRequired: acceptance,
    networkLoadBalancerArns: [output(balancer, "arn")],
    ...(principals.length > 0 && { allowedPrincipals: [...principals] }),
  });
}

function api({ name, subnets, groups, listener, endpointDisabled }: Api): Resource[] {
  return [
    declared("aws:apigatewayv2/vpcLink:VpcLink", `${name}-link`, {
      subnetIds: subnets.map((subnet) => idRef(subnet, "subnet")),
      securityGroupIds: groups.map((group) => idRef(group, "group")),
    }),
    declared("aws:apigatewayv2/api:Api", name, {
      protocolType: "HTTP",
      ...(endpointDisabled && { disableExecuteApiEndpoint: true }),
    }),
    declared("aws:apigatewayv2/integration:Integration", `${name}-integration`, {
      apiId: idOf(name),
      integrationType: "HTTP_PROXY",
      integrationMethod: "ANY",
      connectionType: "VPC_LINK",
      connectionId: idOf(`${name}-link`),
      integrationUri: output(listener, "arn"),
    }),
    declared("aws:apigatewayv2/route:Route", `${name}-route`, {
      apiId: idOf(name),
      routeKey: "$default",
      target: { $: "joined", parts: ["integrations/", output(`${name}-integration`, "id")] },
    }),
  ];
}
