import { trust } from "../compliantStacks/resources/policies";
import { added, all, type Change, declared, idOf, output, type Resource, set, without } from "../stackModel";

const PORTS = { public: 8443, signed: 8444 } as const;

/** The name of the service that {@link onTasks} puts in place of the instances. */
export const SERVICE = "site-service";

/** Declares a task definition `NAME` of the site's application, which acts with the role that signs. */
export function taskDefinition(name: string): Resource {
  return declared("aws:ecs/taskDefinition:TaskDefinition", name, {
    family: name,
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    taskRoleArn: output("site-role", "arn"),
    containerDefinitions: JSON.stringify([
      {
        name: "app",
        image: "site@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        portMappings: Object.values(PORTS).map((containerPort) => ({ containerPort })),
      },
    ]),
  });
}

/** The load balancers of a service that registers the application's ports in these target groups. */
export function registeredIn(groups: Readonly<Record<string, number>>) {
  return Object.entries(groups).map(([group, containerPort]) => ({
    targetGroupArn: output(group, "arn"),
    containerName: "app",
    containerPort,
  }));
}

/** Declares a Fargate service `NAME` in private subnets of the dev stack, in the group of the application. */
export function fargateService(
  name: string,
  definition: string,
  groups: Readonly<Record<string, number>> = {},
): Resource {
  return declared("aws:ecs/service:Service", name, {
    cluster: output("site-cluster", "arn"),
    taskDefinition: output(definition, "arn"),
    launchType: "FARGATE",
    desiredCount: 2,
    networkConfiguration: {
      subnets: [idOf("site-private-0"), idOf("site-private-1")],
      securityGroups: [idOf("site-instances")],
    },
    loadBalancers: registeredIn(groups),
  });
}

/** Declares a task set `green` of the service, which registers the signed port in a target group. */
export function taskSet(group: string): Resource {
  return declared("aws:ecs/taskSet:TaskSet", "green", {
    service: output(SERVICE, "arn"),
    cluster: output("site-cluster", "arn"),
    taskDefinition: output("site-app", "arn"),
    launchType: "FARGATE",
    networkConfiguration: {
      subnets: [idOf("site-private-0"), idOf("site-private-1")],
      securityGroups: [idOf("site-instances")],
    },
    loadBalancers: registeredIn({ [group]: PORTS.signed }),
  });
}

/** Runs the dev stack's application on tasks of a Fargate service, in place of the Auto Scaling group, then applies changes. */
export function onTasks(...changes: Change[]): Change {
  return all(
    without("site-group"),
    without("site-template"),
    without("site-profile"),
    without("site-session-manager"),
    set("site-role", "assumeRolePolicy", trust("ecs-tasks.amazonaws.com")),
    ...(["public", "signed"] as const).map((tier) => set(`site-${tier}-targets`, "targetType", "ip")),
    added(
      declared("aws:ecs/cluster:Cluster", "site-cluster", {}),
      taskDefinition("site-app"),
      fargateService(SERVICE, "site-app", {
        "site-public-targets": PORTS.public,
        "site-signed-targets": PORTS.signed,
      }),
    ),
    ...changes,
  );
}

/** Adds an internet-facing load balancer `portal-alb` that forwards to a target group `portal-targets` of addresses. */
export const portal: Change = added(
  declared("aws:ec2/securityGroup:SecurityGroup", "portal-balancer", { vpcId: idOf("site-vpc") }),
  declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "portal-in", {
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    securityGroupId: idOf("portal-balancer"),
    cidrIpv4: "0.0.0.0/0",
  }),
  declared("aws:lb/loadBalancer:LoadBalancer", "portal-alb", {
    internal: false,
    loadBalancerType: "application",
    subnets: [idOf("site-public-0"), idOf("site-private-1")],
    securityGroups: [idOf("portal-balancer")],
    dropInvalidHeaderFields: true,
  }),
  declared("aws:lb/targetGroup:TargetGroup", "portal-targets", {
    vpcId: idOf("site-vpc"),
    targetType: "ip",
    protocol: "HTTPS",
    port: PORTS.signed,
  }),
  declared("aws:lb/listener:Listener", "portal-https", {
    loadBalancerArn: output("portal-alb", "arn"),
    port: 443,
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/7c4d1b9e-53d1-4f61-8a0b-3f0f0f6c2f11",
    defaultActions: [{ type: "forward", targetGroupArn: output("portal-targets", "arn") }],
  }),
);

/** The same portal, whose load balancer the group of the application admits. */
export const admittedPortal: Change = all(
  portal,
  added(
    declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "portal-to-tasks", {
      ipProtocol: "tcp",
      fromPort: PORTS.signed,
      toPort: PORTS.signed,
      securityGroupId: idOf("site-instances"),
      referencedSecurityGroupId: idOf("portal-balancer"),
    }),
  ),
);
