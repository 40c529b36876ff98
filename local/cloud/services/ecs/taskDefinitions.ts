import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn } from "../../model/identifiers";
import {
  type OperationContext,
  type Reference,
  type ResourceType,
  type Rule,
  stable,
} from "../../model/resourceType";
import { bool, json, num, obj, set, str } from "../../model/schema";
import { api, guide, issue, registry } from "../../model/sources";
import { ROLE, TASK_DEFINITION } from "../../model/tokens";
import { asTexts } from "../../values";
import { type Container, containersOf } from "./containers";

const INVALID = { code: "ClientException", status: 400, source: api("ecs", "RegisterTaskDefinition") };

/** A role of the tasks, which exists. */
function role(path: string): Reference {
  return {
    path,
    to: [ROLE],
    by: ["arn"],
    missing: { ...INVALID, source: issue("bradford-hamilton/terraform-ecs-fargate", 8) },
  };
}

/** Returns a rule about the definitions of Fargate tasks. */
function onFargate(
  source: string,
  description: string,
  validate: (context: OperationContext, containers: Container[]) => string | undefined,
): Rule {
  return {
    on: ["create"],
    ...INVALID,
    source,
    description,
    validate: (context) =>
      asTexts(context.inputs["requiresCompatibilities"]).includes("FARGATE")
        ? validate(context, containersOf(context.inputs))
        : undefined,
  };
}

const taskDefinition: ResourceType = {
  token: TASK_DEFINITION,
  service: "ECS",
  operations: {
    create: "RegisterTaskDefinition",
    update: "TagResource",
    delete: "DeregisterTaskDefinition",
  },
  source: registry("ecs/taskdefinition"),
  inputs: {
    containerDefinitions: json({ required: true, immutable: true }),
    cpu: str({ immutable: true }),
    ephemeralStorage: obj({ sizeInGib: num({ required: true, immutable: true, min: 21, max: 200 }) }),
    executionRoleArn: str({ immutable: true }),
    family: str({ required: true, immutable: true, pattern: /^[A-Za-z0-9_-]+$/, max: 255 }),
    memory: str({ immutable: true }),
    networkMode: str({ immutable: true, oneOf: ["awsvpc", "bridge", "host", "none"] }),
    requiresCompatibilities: set(str({ immutable: true, oneOf: ["EC2", "FARGATE", "EXTERNAL"] })),
    runtimePlatform: obj({
      cpuArchitecture: str({ immutable: true, oneOf: ["X86_64", "ARM64"] }),
      operatingSystemFamily: str({ immutable: true }),
    }),
    skipDestroy: bool({ default: false }),
    taskRoleArn: str({ immutable: true }),
    ...REGION,
    ...TAGS,
  },
  // The provider's id is the family, which all revisions have in common.
  id: (context) => arn(context, "ecs", `task-definition/${input(context, "family")}:${revision(context)}`),
  outputs: {
    arn: stable((context) => context.id),
    arnWithoutRevision: stable((context) => context.id.replace(/:\d+$/, "")),
    networkMode: stable(() => "bridge"),
    revision: stable((context) => Number(context.id.split(":").at(-1))),
    ...TAGS_ALL,
  },
  references: [role("taskRoleArn"), role("executionRoleArn")],
  rules: [
    {
      on: ["create"],
      ...INVALID,
      description: "A task definition has a container, and each container a name and an image.",
      validate: (context) => {
        const containers = containersOf(context.inputs);
        if (containers.length === 0) {
          return "Container list cannot be empty.";
        }
        return containers.every(({ name, image }) => name !== undefined && image !== undefined)
          ? undefined
          : "Container.name and Container.image should not be null or empty.";
      },
    },
    {
      on: ["create"],
      ...INVALID,
      source: issue("pulumi/pulumi-awsx", 935),
      description: "With awsvpc, a port mapping has the same port on both sides.",
      validate: (context) =>
        input(context, "networkMode") === "awsvpc" &&
        containersOf(context.inputs).some(({ ports }) =>
          ports.some(({ container, host }) => (host ?? container) !== container),
        )
          ? "When networkMode=awsvpc, the host ports and container ports in port mappings must match."
          : undefined,
    },
    {
      on: ["create"],
      ...INVALID,
      source: issue("getmoto/moto", 7280),
      description: "A container has a memory limit or a reservation, unless the task has a limit.",
      validate: (context) => {
        const lacking = containersOf(context.inputs).find(({ hasMemory }) => !hasMemory);
        return input(context, "memory") !== "" || lacking === undefined
          ? undefined
          : `Invalid setting for container '${lacking.name ?? ""}'. At least one of 'memory' or 'memoryReservation' must be specified.`;
      },
    },
    onFargate(issue("aws/amazon-ecs-cli", 1145), "Fargate tasks have the network mode awsvpc.", (context) =>
      input(context, "networkMode") === "awsvpc" ? undefined : "Fargate only supports network mode ‘awsvpc’.",
    ),
    onFargate(
      issue("mongodb/terraform-aws-ecs-task-definition", 38),
      "A definition of Fargate tasks has CPU and memory.",
      (context) => {
        const lacking = ["cpu", "memory"].find((name) => input(context, name) === "");
        return lacking === undefined
          ? undefined
          : `Fargate requires that '${lacking}' be defined at the task level.`;
      },
    ),
    onFargate(
      guide("AmazonECS/latest/developerguide/task_definition_parameters.html"),
      "CPU and memory of Fargate tasks are one of AWS's combinations.",
      (context) => {
        const [cpu, memory] = [input(context, "cpu"), input(context, "memory")].map(units);
        return cpu === undefined || memory === undefined || fits(cpu, memory)
          ? undefined
          : "No Fargate configuration exists for given values.";
      },
    ),
    onFargate(
      issue("hashicorp/terraform-provider-aws", 3051),
      "Fargate tasks with an image of ECR or logs in CloudWatch have an execution role.",
      (context, containers) => {
        const ofEcr = containers.some(({ image = "" }) => /\.dkr\.ecr\./.test(image));
        const logs = containers.some(({ logDriver }) => logDriver === "awslogs");
        return input(context, "executionRoleArn") !== "" || !(ofEcr || logs)
          ? undefined
          : `Fargate requires task definition to have execution role ARN to support ${ofEcr ? "ECR images" : "log driver awslogs"}.`;
      },
    ),
  ],
};

function revision(context: OperationContext): number {
  const others = context.account
    .all(TASK_DEFINITION)
    .filter(({ outputs }) => outputs["family"] === input(context, "family"))
    .map(({ outputs }) => Number(outputs["revision"]));
  return Math.max(0, ...others) + 1;
}

/** Returns CPU units or MiB, which may be written as `1 vCPU` or `2 GB`; undefined for other texts. */
function units(text: string): number | undefined {
  const [, number, unit = ""] = /^\s*(\d*\.?\d+)\s*(vcpu|gb)?\s*$/i.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (unit === "" ? 1 : 1024);
}

const GIB = 1024;

/** By CPU units: the least and the most memory in MiB, and the step between. */
const FARGATE: Readonly<Record<number, readonly [number, number, number]>> = {
  512: [GIB, 4 * GIB, GIB],
  1024: [2 * GIB, 8 * GIB, GIB],
  2048: [4 * GIB, 16 * GIB, GIB],
  4096: [8 * GIB, 30 * GIB, GIB],
  8192: [16 * GIB, 60 * GIB, 4 * GIB],
  16384: [32 * GIB, 120 * GIB, 8 * GIB],
};

function fits(cpu: number, memory: number): boolean {
  if (cpu === 256) {
    return [512, GIB, 2 * GIB].includes(memory);
  }
  const [least, most, step] = FARGATE[cpu] ?? [1, 0, 1];
  return memory >= least && memory <= most && memory % step === 0;
}

/** Resource types of ECS task definitions. */
export const taskDefinitions = { resources: [taskDefinition] };
