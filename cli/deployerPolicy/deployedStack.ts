/** What a policy needs to know of a stack: its account and regions, and its resources with their names. */
import { resourcesOf } from "../explainStack/stackResources";
import { CommandError } from "../report";

/** One resource of AWS. */
export interface DeployedResource {
  readonly type: string;
  /** Undefined for resources of global services. */
  readonly region: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A stack, as far as its deployer's policy needs it. */
export interface DeployedStack {
  readonly partition: string;
  readonly accountId: string;
  /** The provider's region. */
  readonly region: string;
  readonly resources: readonly DeployedResource[];
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** Reads a text of a resource; undefined where there is none, or where the state keeps it encrypted. */
export function property(resource: DeployedResource, name: string): string | undefined {
  return textOf(resource.properties[name]);
}

/** An ARN with an account in it, taken apart. */
const arnPattern = /^arn:([a-z-]+):[a-z0-9-]+:([a-z0-9-]*):(\d{12}):/;

/**
 * Reads a stack from its state.
 *
 * @throws CommandError for a state without a resource of AWS
 */
export function deployedStack(state: unknown): DeployedStack {
  const all = resourcesOf(state);
  const resources = all
    .filter(({ type }) => type.startsWith("aws:"))
    .map(({ type, props }): DeployedResource => {
      const properties = props as Readonly<Record<string, unknown>>;
      const [, , inArn] = arnPattern.exec(textOf(properties["arn"]) ?? "") ?? [];
      return { type, region: textOf(properties["region"]) ?? textOf(inArn), properties };
    });
  const arns = resources.flatMap(({ properties }) => {
    const values = Object.values(properties).filter((value) => typeof value === "string");
    return values.map((value) => arnPattern.exec(value)).filter((match) => match !== null);
  });
  const [first] = arns;
  if (first === undefined) {
    throw new CommandError(
      "the state has no resource with an ARN",
      "give the state of a stack that is up: on AWS, or in the local cloud (npm start)",
    );
  }
  const provider = all.find(({ type }) => type === "pulumi:providers:aws");
  const ofProvider = textOf((provider?.props as Readonly<Record<string, unknown>> | undefined)?.["region"]);
  const [, partition = "aws", , accountId = ""] = first;
  return {
    partition,
    accountId,
    region: ofProvider ?? resources.find(({ region }) => region !== undefined)?.region ?? "us-east-1",
    resources,
  };
}
