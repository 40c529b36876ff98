/** The parts of a stack that a policy needs: its account, its regions, and its resources with their names. */
import { resourcesOf } from "../explainStack/stackResources";
import { CommandError } from "../report";

/** An AWS resource in a stack. */
export interface DeployedResource {
  readonly type: string;
  /** Undefined for resources of global services. */
  readonly region: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A deployed stack, as far as its deployer's policy needs it. */
export interface DeployedStack {
  readonly partition: string;
  readonly accountId: string;
  /** The provider's region. */
  readonly region: string;
  readonly resources: readonly DeployedResource[];
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** Reads a text property of a resource; undefined if it is absent or encrypted in the state. */
export function property(resource: DeployedResource, name: string): string | undefined {
  return textOf(resource.properties[name]);
}

/** Matches an ARN with an account id, and captures its partition, region and account. */
const arnPattern = /^arn:([a-z-]+):[a-z0-9-]+:([a-z0-9-]*):(\d{12}):/;

/**
 * Reads a stack from its state.
 *
 * @throws CommandError if the state has no AWS resource
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
      "use the state of a deployed stack: on AWS, or in the local cloud (npm start)",
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
