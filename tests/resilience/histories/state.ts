/** The state of the stack of a history. */
import { readFileSync } from "node:fs";
import type { AccountFile } from "../../../local/cloud";
import { stackStateFile } from "../../../local/engine";
import { projectName } from "../../../local/run/projectName";
import type { TestEnvironment } from "../environment";

/** A resource in the state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly parent?: string;
  /** Whether the resource was replaced, and its deletion is still to be done. */
  readonly delete?: boolean;
  readonly dependencies?: readonly string[];
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** Returns the logical name of a resource. */
export const logicalName = ({ urn }: StateResource): string => urn.split("::").at(-1) ?? "";

/** Returns the resources in the state. */
export function stateOf({ stack }: TestEnvironment): readonly StateResource[] {
  const text = readFileSync(stackStateFile(stack.folder, projectName, "dev"), "utf8");
  const { checkpoint } = JSON.parse(text) as { checkpoint: { latest?: { resources?: StateResource[] } } };
  return checkpoint.latest?.resources ?? [];
}

/** Returns the outputs of the stack that are text, without a run of the engine. */
export function outputsIn(environment: TestEnvironment): Readonly<Record<string, string>> {
  const stack = stateOf(environment).find(({ type }) => type === "pulumi:pulumi:Stack");
  const outputs = Object.entries(stack?.outputs ?? {});
  return Object.fromEntries(outputs.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}

/** Returns the account, in which a resource that was renamed in the state has its present name. */
export function accountOf(environment: TestEnvironment): AccountFile {
  const account = environment.stack.account();
  const urns = new Map(stateOf(environment).map(({ type, id, urn }) => [`${type} ${id ?? ""}`, urn]));
  const resources = account.resources.map((one) => {
    const urn = urns.get(`${one.type} ${one.id}`);
    return urn === undefined ? one : { ...one, urn };
  });
  return { ...account, resources };
}
