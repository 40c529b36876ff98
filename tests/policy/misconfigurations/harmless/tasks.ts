import {
  fargateService,
  onTasks,
  portal,
  registeredIn,
  SERVICE,
  taskDefinition,
  taskSet,
} from "../list/onTasks";
import type { Harmless } from "../misconfiguration";
import { added, declared, idOf, later, output, set, without } from "../stackModel";

const REPORTS = declared("aws:iam/role:Role", "reports-role", {
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  }),
});

/** Sites on tasks of ECS services as people have them. */
export const harmlessTasks: Harmless[] = [
  {
    id: "site-on-tasks",
    base: "dev",
    what: "The site runs on tasks of a Fargate service, which registers a port in each tier.",
    change: onTasks(),
  },
  {
    id: "site-on-tasks-that-scale",
    base: "dev",
    what: "The service scales by its load, on Fargate Spot.",
    change: onTasks(
      set(SERVICE, "capacityProviderStrategies", [{ capacityProvider: "FARGATE_SPOT", weight: 1 }]),
      added(
        declared("aws:appautoscaling/target:Target", "site-scaling", {
          minCapacity: 2,
          maxCapacity: 8,
          resourceId: "service/site/site",
          scalableDimension: "ecs:service:DesiredCount",
          serviceNamespace: "ecs",
        }),
      ),
    ),
  },
  {
    id: "site-on-two-services",
    base: "dev",
    what: "Each tier has a service of its own, with the same task role.",
    change: onTasks(
      set(SERVICE, "loadBalancers", registeredIn({ "site-public-targets": 8443 })),
      added(
        taskDefinition("site-members"),
        fargateService("site-members-service", "site-members", { "site-signed-targets": 8444 }),
      ),
    ),
  },
  {
    id: "site-on-tasks-with-worker",
    base: "dev",
    what: "A worker in the same cluster and subnets has a task role of its own.",
    change: onTasks(
      added(REPORTS, taskDefinition("reports")),
      set("reports", "taskRoleArn", output("reports-role", "arn")),
      added(fargateService("worker", "reports")),
    ),
  },
  {
    id: "site-on-tasks-beside-public-portal",
    base: "dev",
    what: "Another service in the VPC is behind a public load balancer, which the site's tasks do not admit.",
    options: { protect: "origins" },
    change: onTasks(
      portal,
      added(
        REPORTS,
        taskDefinition("portal"),
        declared("aws:ec2/securityGroup:SecurityGroup", "portal-tasks", { vpcId: idOf("site-vpc") }),
        fargateService("portal-service", "portal", { "portal-targets": 8444 }),
      ),
      set("portal", "taskRoleArn", output("reports-role", "arn")),
      set("portal-service", "networkConfiguration.securityGroups", [idOf("portal-tasks")]),
    ),
  },
  {
    id: "site-on-tasks-computed-registrations",
    base: "dev",
    what: "The program computes the list of the service's load balancers.",
    change: onTasks(
      set(
        SERVICE,
        "loadBalancers",
        later(
          [...registeredIn({ "site-public-targets": 8443, "site-signed-targets": 8444 })],
          ["site-public-targets", "site-signed-targets"],
          "array",
        ),
      ),
    ),
  },
  {
    id: "site-on-task-sets",
    base: "dev",
    what: "A deployment controller of the team's own adds a task set to the signed tier.",
    change: onTasks(added(taskSet("site-signed-targets"))),
  },
  {
    id: "site-on-tasks-of-another-program",
    base: "dev",
    what: "The service is in another program, which has the target groups' ARNs.",
    change: onTasks(without(SERVICE)),
  },
];
