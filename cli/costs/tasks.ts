/** The Fargate tasks of a stack, with what of them costs money: vCPUs and memory. */
import type { RawResource } from "../../policy/resources/rawResource";
import { at, listAt, numberAt, textAt } from "./readProps";

/** The Fargate tasks of one service. */
export interface TaskShare {
  readonly number: number;
  /** Of each task; undefined if its task definition is not known. */
  readonly size: { readonly vcpus: number; readonly gigabytes: number; readonly isArm: boolean } | undefined;
}

const SERVICE = "aws:ecs/service:Service";
const DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";

/** Returns whether a service runs on Fargate: by its launch type, or by a capacity provider of Fargate. */
export function isOnFargate({ type, props }: RawResource): boolean {
  const providers = listAt(props, "capacityProviderStrategies").map((each) =>
    textAt(each, "capacityProvider"),
  );
  return (
    type === SERVICE &&
    (textAt(props, "launchType") === "FARGATE" ||
      providers.some((provider) => provider?.startsWith("FARGATE") === true))
  );
}

/** Returns the tasks of the services that run on Fargate, as many as each service wants. */
export function tasksOf(resources: readonly RawResource[]): TaskShare[] {
  const definitions = resources.filter(({ type }) => type === DEFINITION);
  return resources.filter(isOnFargate).map((service) => {
    const definition = definitionOf(service, definitions);
    return {
      number: numberAt(service.props, "desiredCount") ?? 0,
      size: definition === undefined ? undefined : sizeOf(definition.props),
    };
  });
}

function sizeOf(definition: object): TaskShare["size"] {
  const [cpu, memory] = [units(at(definition, "cpu")), units(at(definition, "memory"))];
  return cpu === undefined || memory === undefined
    ? undefined
    : {
        vcpus: cpu / 1024,
        gigabytes: memory / 1024,
        isArm: textAt(definition, "runtimePlatform", "cpuArchitecture") === "ARM64",
      };
}

/** Returns CPU units or MiB, which may be written as `1 vCPU` or `2 GB`. */
function units(value: unknown): number | undefined {
  const text = typeof value === "number" || typeof value === "string" ? String(value) : "";
  const [, number, unit] = /^(\d+(?:\.\d+)?|\.\d+) ?(vcpu|gb)?$/i.exec(text.trim()) ?? [];
  return number === undefined ? undefined : Number(number) * (unit === undefined ? 1 : 1024);
}

/** Finds a service's task definition, by ARN, family or the engine's record; the only one of the stack otherwise. */
function definitionOf(
  { props, propertyDependencies = {} }: RawResource,
  definitions: readonly RawResource[],
): RawResource | undefined {
  const named = textAt(props, "taskDefinition");
  const byValue = definitions.find(
    ({ props: own }) => named !== undefined && [textAt(own, "arn"), textAt(own, "family")].includes(named),
  );
  const sources = propertyDependencies["taskDefinition"] ?? [];
  const bySource = definitions.find(({ urn }) => sources.some((source) => source.urn === urn));
  return byValue ?? bySource ?? (definitions.length === 1 ? definitions[0] : undefined);
}
