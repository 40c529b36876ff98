import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Cluster, Service, TaskDefinition } from "@pulumi/aws/ecs";
import { Role, RolePolicyAttachment } from "@pulumi/aws/iam";
import { getZoneOutput } from "@pulumi/aws/route53";
import { Config, jsonStringify } from "@pulumi/pulumi";
import { ContentKind, SecureOrigin } from "secure-origin";

const image = new Config().require("image"); // by digest: a tag may mean another image tomorrow
const region = new Config("aws").require("region");
const [publicPort, signedPort] = [8443, 8444];

const assumeRolePolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});
// What the application may do: here, only use the signing key. ECS itself pulls the image and writes the log.
const taskRole = new Role("task", { assumeRolePolicy });
const executionRole = new Role("execution", { assumeRolePolicy });
const mayStart = new RolePolicyAttachment("execution", {
  role: executionRole.name,
  policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
});

const site = new SecureOrigin("members", {
  domainName: "members.example.com",
  hostedZoneId: getZoneOutput({ name: "example.com" }).zoneId,
  securePaths: [{ pattern: "/premium/*", content: ContentKind.Dynamic }],
  signingKeys: [{ id: "k1" }],
  origin: { publicPort, signedPort, tasks: { role: taskRole } },
});

const log = new LogGroup("app", { retentionInDays: 30 });
const task = new TaskDefinition("app", {
  family: "members-app",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  taskRoleArn: taskRole.arn,
  executionRoleArn: executionRole.arn,
  containerDefinitions: jsonStringify([
    {
      name: "app",
      image,
      essential: true,
      command: ["node", "server.mjs"],
      environment: [
        { name: "PUBLIC_PORT", value: `${publicPort}` },
        { name: "SIGNED_PORT", value: `${signedPort}` },
      ],
      portMappings: [{ containerPort: publicPort }, { containerPort: signedPort }],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": log.name,
          "awslogs-region": region,
          "awslogs-stream-prefix": "app",
        },
      },
    },
  ]),
});

// One service registers each task in the target groups of both tiers, with a container port for each.
const cluster = new Cluster("app", {});
const service = new Service(
  "app",
  {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    launchType: "FARGATE",
    desiredCount: 2,
    networkConfiguration: { subnets: site.subnetIds, securityGroups: [site.taskSecurityGroupId] },
    loadBalancers: [
      { targetGroupArn: site.targetGroupArns[0], containerName: "app", containerPort: publicPort },
      { targetGroupArn: site.targetGroupArns[1], containerName: "app", containerPort: signedPort },
    ],
    deploymentCircuitBreaker: { enable: true, rollback: true },
  },
  { dependsOn: mayStart },
);

export const { url, activeKeyId, distributionId, signingKeyArn } = site;
export const serviceName = service.name;
