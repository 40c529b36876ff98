import { vpcOrigin } from "../../misconfigurations/compliantStacks/resources/distribution";
import { privateInstance } from "../../misconfigurations/compliantStacks/resources/instances";
import { CLOUDFRONT_ADDRESSES } from "../../misconfigurations/compliantStacks/resources/loadBalancer";
import {
  added,
  type Change,
  declared,
  idOf,
  inserted,
  type Leaf,
  output,
  type Resource,
  without,
} from "../../misconfigurations/stackModel";
import { admitting, group, site } from "../base";

/** Declares a target group in the site's VPC. */
export function targets(name: string, port: number, targetType = "instance", protocol = "HTTPS"): Resource {
  return declared("aws:lb/targetGroup:TargetGroup", name, {
    vpcId: idOf("site-vpc"),
    targetType,
    protocol,
    port,
  });
}

/** Registers a target; without a port, on the target group's. */
export function target(name: string, groupName: string, targetId: Leaf, port?: number): Resource {
  return declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", name, {
    targetGroupArn: output(groupName, "arn"),
    targetId,
    ...(port === undefined ? {} : { port }),
  });
}

/** Returns an action that forwards to a target group. */
export function forward(groupName: string) {
  return { type: "forward", targetGroupArn: output(groupName, "arn") };
}

/** Returns a condition on the header that the origin of a tier sends. */
export function sent(tier: "public" | "signed") {
  return {
    httpHeader: {
      httpHeaderName: "X-From-CloudFront",
      values: [output(`site-${tier}-secret`, "hex")],
    },
  };
}

/** Adds a VPC origin `NAME-vpc-origin` on a port, and an origin `NAME` that uses it. */
export function through(name: string, arn: Leaf, httpsPort = 443): Change {
  const declaredOrigin = vpcOrigin({ name }, arn);
  const config = declaredOrigin.props.vpcOriginEndpointConfig as Resource["props"];
  return (stack) =>
    inserted("site-distribution", "origins", 2, {
      originId: name,
      domainName: `${name}.example.com`,
      vpcOriginConfig: { vpcOriginId: idOf(`${name}-vpc-origin`) },
    })(
      added({
        ...declaredOrigin,
        props: { vpcOriginEndpointConfig: { ...config, httpsPort } },
      })(stack),
    );
}

/** Declares an internal network load balancer `NAME-nlb` with one listener, on port 443, that forwards to a target group. */
export function networkLoadBalancer(name: string, groupName: string): Resource[] {
  return [
    group(`${name}-nlb-group`),
    admitting(`${name}-nlb-in`, `${name}-nlb-group`, [443, 443], { prefixListId: CLOUDFRONT_ADDRESSES }),
    declared("aws:lb/loadBalancer:LoadBalancer", `${name}-nlb`, {
      internal: true,
      loadBalancerType: "network",
      subnets: [idOf("site-private-0"), idOf("site-private-1")],
      securityGroups: [idOf(`${name}-nlb-group`)],
      enableDeletionProtection: true,
    }),
    declared("aws:lb/listener:Listener", `${name}-nlb-listener`, {
      loadBalancerArn: output(`${name}-nlb`, "arn"),
      port: 443,
      protocol: "TCP",
      defaultActions: [forward(groupName)],
    }),
  ];
}

/** Declares a private instance `NAME` of the site, which the site's load balancer may reach. */
export function member(name: string): Resource {
  return privateInstance(name, idOf("site-private-1"), [idOf("site-instances")], {
    iamInstanceProfile: output("site-profile", "name"),
  });
}

/** Builds the site without its instance, for other servers in its place. */
export function serverless(...changes: Change[]): readonly Resource[] {
  return site(
    without("site-public-target"),
    without("site-signed-target"),
    without("site-instance"),
    ...changes,
  );
}

/** Declares a Fargate service of the site that target groups reach on container ports. */
export function service(name: string, ports: Readonly<Record<string, number>>): Resource {
  return declared("aws:ecs/service:Service", name, {
    cluster: "arn:aws:ecs:eu-west-1:111122223333:cluster/site",
    taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/site:4",
    desiredCount: 2,
    launchType: "FARGATE",
    networkConfiguration: {
      subnets: [idOf("site-private-0"), idOf("site-private-1")],
      securityGroups: [idOf("site-instances")],
      assignPublicIp: false,
    },
    loadBalancers: Object.entries(ports).map(([groupName, containerPort]) => ({
      targetGroupArn: output(groupName, "arn"),
      containerName: "app",
      containerPort,
    })),
  });
}

/** Gives the resources of load balancers the names of their types in another module of the provider. */
export function inModule(module: "alb" | "applicationloadbalancing" | "elasticloadbalancingv2"): Change {
  return (stack) => ({
    ...stack,
    resources: stack.resources.map((each) => ({
      ...each,
      type: each.type.replace(/^aws:lb\//, `aws:${module}/`),
    })),
  });
}
