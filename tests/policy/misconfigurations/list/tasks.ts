import type { Misconfiguration } from "../misconfiguration";
import { added, all, declared, idOf, inserted, later, output, set, unset } from "../stackModel";
import {
  admittedPortal,
  fargateService,
  onTasks,
  registeredIn,
  SERVICE,
  taskDefinition,
  taskSet,
} from "./onTasks";

const PATHS = "no-ingress-but-cloudfront";
const ONE_USER = "signing-key-has-one-user";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const https = { ipProtocol: "tcp", fromPort: 8444, toPort: 8444, securityGroupId: idOf("site-instances") };

/** Sites on tasks of ECS services, whose tasks are reached past CloudFront, mix the tiers, or share the signing role. */
export const taskMisconfigurations: Misconfiguration[] = [
  {
    id: "site-tasks-public-address",
    base: "dev",
    what: "The site's tasks have public addresses, for an image that they pull without a NAT gateway.",
    rule: "no-public-address",
    resource: SERVICE,
    change: onTasks(set(SERVICE, "networkConfiguration.assignPublicIp", true)),
    expectText: [/networkConfiguration\.assignPublicIp: true gives tasks a public address\./],
  },
  {
    id: "site-tasks-unknown-address",
    base: "dev",
    what: "Whether the site's tasks have public addresses is known only after the update.",
    rule: "no-public-address",
    resource: SERVICE,
    moments: ["preview"],
    change: onTasks(set(SERVICE, "networkConfiguration.assignPublicIp", later(true, [], "boolean"))),
    expectText: [/tasks may get a public address, since this is not known in preview/],
  },
  {
    id: "site-tasks-open-group",
    base: "dev",
    what: "The group of the site's tasks admits everybody on the signed port.",
    rule: "no-open-security-group",
    resource: "site-tasks-open",
    change: onTasks(added(declared(INGRESS, "site-tasks-open", { ...https, cidrIpv4: "0.0.0.0/0" }))),
  },
  {
    id: "site-tasks-second-group",
    base: "dev",
    what: "The site's tasks have a second group, which a gateway of the developers shares.",
    rule: PATHS,
    resource: "bastion",
    options: { protect: "origins" },
    change: onTasks(
      added(
        declared("aws:ec2/securityGroup:SecurityGroup", "developers", { vpcId: idOf("site-vpc") }),
        declared(INGRESS, "developers-in", {
          ipProtocol: "tcp",
          fromPort: 22,
          toPort: 22,
          securityGroupId: idOf("developers"),
          cidrIpv4: "0.0.0.0/0",
        }),
        declared(INGRESS, "developers-inside", {
          ipProtocol: "-1",
          securityGroupId: idOf("developers"),
          referencedSecurityGroupId: idOf("developers"),
        }),
        declared("aws:ec2/instance:Instance", "bastion", {
          ami: "ami-0c1c30571d2dae5c9",
          instanceType: "t4g.nano",
          subnetId: idOf("site-public-0"),
          associatePublicIpAddress: true,
          vpcSecurityGroupIds: [idOf("developers")],
          metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
          rootBlockDevice: { encrypted: true },
        }),
      ),
      inserted(SERVICE, "networkConfiguration.securityGroups", 1, idOf("developers")),
    ),
    expectText: [/site-service/],
  },
  {
    id: "site-tasks-behind-public-balancer",
    base: "dev",
    what: "The site's service registers its signed port behind a public load balancer, too.",
    rule: PATHS,
    resource: "portal-alb",
    options: { protect: "origins" },
    change: onTasks(
      admittedPortal,
      inserted(SERVICE, "loadBalancers", 2, registeredIn({ "portal-targets": 8444 })[0] ?? null),
    ),
    expectText: [/site-service/],
  },
  {
    id: "site-tasks-green-behind-public-balancer",
    base: "dev",
    what: "The alternate target group of the service's blue/green deployments is behind a public load balancer.",
    rule: PATHS,
    resource: "portal-alb",
    options: { protect: "origins" },
    change: onTasks(
      admittedPortal,
      set(SERVICE, "loadBalancers.1.advancedConfiguration", {
        alternateTargetGroupArn: output("portal-targets", "arn"),
        productionListenerRule: output("site-signed-rule", "arn"),
        roleArn: output("site-role", "arn"),
      }),
    ),
    expectText: [/site-service/],
  },
  {
    id: "site-tasks-set-behind-public-balancer",
    base: "dev",
    what: "A task set of the site's service is registered behind a public load balancer.",
    rule: PATHS,
    resource: "portal-alb",
    options: { protect: "origins" },
    change: onTasks(admittedPortal, added(taskSet("portal-targets"))),
    expectText: [/site-service/],
  },
  {
    id: "site-tasks-set-with-public-address",
    base: "dev",
    what: "A task set of the signed tier has public addresses.",
    rule: "no-public-address",
    resource: "green",
    change: onTasks(
      added(taskSet("site-signed-targets")),
      set("green", "networkConfiguration.assignPublicIp", true),
    ),
  },
  {
    id: "site-tasks-classic-balancer",
    base: "dev",
    what: "The site's service registers with a public classic load balancer by its name.",
    rule: PATHS,
    resource: "portal-elb",
    options: { protect: "origins" },
    change: onTasks(
      admittedPortal,
      added(
        declared("aws:elb/loadBalancer:LoadBalancer", "portal-elb", {
          name: "portal-elb",
          internal: false,
          subnets: [idOf("site-public-0")],
          securityGroups: [idOf("portal-balancer")],
          listeners: [{ instancePort: 8444, instanceProtocol: "tcp", lbPort: 443, lbProtocol: "tcp" }],
        }),
      ),
      inserted(SERVICE, "loadBalancers", 2, {
        elbName: "portal-elb",
        containerName: "app",
        containerPort: 8444,
      }),
    ),
    expectText: [/site-service/],
  },
  {
    id: "site-tasks-computed-registrations",
    base: "dev",
    what: "A list that the program computes registers the service behind a public load balancer.",
    rule: PATHS,
    resource: "portal-alb",
    options: { protect: "origins" },
    change: onTasks(
      admittedPortal,
      set(
        SERVICE,
        "loadBalancers",
        later(
          [
            ...registeredIn({
              "site-public-targets": 8443,
              "site-signed-targets": 8444,
              "portal-targets": 8444,
            }),
          ],
          ["site-public-targets", "site-signed-targets", "portal-targets"],
          "array",
        ),
      ),
    ),
    expectText: [/site-service/],
  },
  {
    id: "site-tasks-address-behind-public-balancer",
    base: "dev",
    what: "A task's private address is registered by hand behind a public load balancer.",
    rule: PATHS,
    resource: "portal-alb",
    options: { protect: "origins" },
    change: onTasks(
      admittedPortal,
      added(
        declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", "portal-target", {
          targetGroupArn: output("portal-targets", "arn"),
          targetId: "10.0.0.20",
        }),
      ),
    ),
  },
  {
    id: "site-tasks-one-port",
    base: "dev",
    what: "The site's service registers one container port in the target groups of both tiers.",
    rule: "tiers-have-own-ports",
    enforcement: "mandatory",
    resource: "site-public-targets",
    change: onTasks(
      set(
        SERVICE,
        "loadBalancers",
        registeredIn({ "site-public-targets": 8444, "site-signed-targets": 8444 }),
      ),
    ),
    expectText: [/port 8444 of /],
  },
  {
    id: "site-tasks-computed-one-port",
    base: "dev",
    what: "A list that the program computes registers one container port in the target groups of both tiers.",
    rule: "tiers-have-own-ports",
    resource: "site-signed-targets",
    moments: ["known"],
    change: onTasks(
      set(
        SERVICE,
        "loadBalancers",
        later(
          [...registeredIn({ "site-public-targets": 8443, "site-signed-targets": 8443 })],
          ["site-public-targets", "site-signed-targets"],
          "array",
        ),
      ),
    ),
    expectText: [/port 8443 of /],
  },
  {
    id: "site-tasks-worker-with-signing-role",
    base: "dev",
    what: "A worker that CloudFront does not reach runs the same task definition, and so may sign.",
    rule: ONE_USER,
    resource: "worker",
    change: onTasks(added(fargateService("worker", "site-app"))),
    expectText: [/taskDefinition: this also acts with .*site-role/],
  },
  {
    id: "site-tasks-second-definition-with-signing-role",
    base: "dev",
    what: "A task definition for reports, which no service runs, has the site's task role.",
    rule: ONE_USER,
    resource: "reports",
    change: onTasks(added(taskDefinition("reports"))),
    expectText: [/taskRoleArn: this also acts with .*site-role/],
  },
  {
    id: "site-tasks-copy-behind-public-balancer",
    base: "dev",
    what: "A copy of the site's service is behind a public load balancer.",
    rule: ONE_USER,
    resource: "copy",
    change: onTasks(admittedPortal, added(fargateService("copy", "site-app", { "portal-targets": 8444 }))),
  },
  {
    id: "site-tasks-deployed-by-public-pipeline",
    base: "dev",
    what: "A build project may register task definitions with the signing role, and start them.",
    rule: ONE_USER,
    resource: "deploys",
    change: onTasks(
      added(
        declared("aws:iam/role:Role", "pipeline", {
          assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "codebuild.amazonaws.com" },
                Action: "sts:AssumeRole",
              },
            ],
          }),
        }),
        declared("aws:iam/rolePolicy:RolePolicy", "deploys", {
          role: output("pipeline", "name"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Action: ["ecs:RegisterTaskDefinition", "ecs:UpdateService"], Resource: "*" },
              { Effect: "Allow", Action: "iam:PassRole", Resource: "*" },
            ],
          }),
        }),
      ),
    ),
  },
  {
    id: "site-tasks-in-default-group",
    base: "dev",
    what: "The site's tasks have no group, so the VPC's own, which admits everybody.",
    rule: "no-open-security-group",
    resource: "site-default-group",
    change: onTasks(
      unset(SERVICE, "networkConfiguration.securityGroups"),
      added(
        declared("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "site-default-group", {
          vpcId: idOf("site-vpc"),
          ingress: [{ protocol: "tcp", fromPort: 8444, toPort: 8444, cidrBlocks: ["0.0.0.0/0"] }],
        }),
      ),
    ),
  },
  {
    id: "site-tasks-in-lattice",
    base: "dev",
    what: "The site's service is in VPC Lattice, whose addresses the group of its tasks admits.",
    rule: "origin-security-group-admits-only-cloudfront",
    resource: "lattice-in",
    change: all(
      onTasks(
        added(declared(INGRESS, "lattice-in", { ...https, prefixListId: "pl-0de57c5c9b0e2e6c3" })),
        set(SERVICE, "vpcLatticeConfigurations", [
          {
            portName: "signed",
            roleArn: output("site-role", "arn"),
            targetGroupArn: "arn:aws:vpc-lattice:eu-west-1:111122223333:targetgroup/tg-0123456789abcdef0",
          },
        ]),
      ),
    ),
  },
];
