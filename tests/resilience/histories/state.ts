/** What a history reads of its stack in the state. */
import type { AccountFile } from "../../../local/cloud";
import type { TestEnvironment } from "../environment";
import { stateOf } from "../stackState";

/** Returns the outputs of the stack that are text, without a run of the engine. */
export function outputsIn(environment: TestEnvironment): Readonly<Record<string, string>> {
  const stack = stateOf(environment).resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  const outputs = Object.entries(stack?.outputs ?? {});
  return Object.fromEntries(outputs.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}

/** Returns the account, in which a resource that was renamed in the state has its present name. */
export function accountOf(environment: TestEnvironment): AccountFile {
  const account = environment.stack.account();
  const urns = new Map(
    stateOf(environment).resources.map(({ type, id, urn }) => [`${type} ${id ?? ""}`, urn]),
  );
  const resources = account.resources.map((one) => {
    const urn = urns.get(`${one.type} ${one.id}`);
    return urn === undefined ? one : { ...one, urn };
  });
  return { ...account, resources };
}
