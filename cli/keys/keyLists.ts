/** Where the signing keys of a stack are decided: in its configuration file, or in the program itself. */
import type { Command } from "commander";
import { type KeyList, readKeyList } from "../config/keyList";
import { type DeployedKey, type DeployedKeys, deployedKeys } from "../deployed/keys";
import { chooseSite } from "../deployed/resources";
import { CommandError } from "../report";
import {
  addStackOptions,
  lackOf,
  openStackFile,
  type StackFile,
  type StackFlags,
  stateIfReadable,
  stateInstead,
} from "../stack/stackFile";
import type { ConfiguredKey } from "./keyStates";

/** Flags of commands about keys. */
export interface KeyFlags extends StackFlags {
  readonly site?: string;
  readonly configKey?: string;
}

/** The keys, and where they are decided. */
export interface OpenKeys {
  readonly file: StackFile;
  /** The list in the file; undefined where the program has it. */
  readonly list: KeyList | undefined;
  readonly keys: readonly ConfiguredKey[];
  /** The keys of the state; undefined where the list is in the file, and the state was not asked for. */
  readonly deployed: DeployedKeys | undefined;
}

/** Adds the flags that choose where there are more. */
export function addChoices(command: Command, example: string): Command {
  return addStackOptions(command)
    .option("--config-key <key>", `which setting, where the file has more, such as ${example}`)
    .option("--site <name>", "which SecureOrigin, where the stack has more: its name in the program");
}

/**
 * Finds the keys of a stack: in its file, else as they are deployed.
 *
 * @throws CommandError, UsageError when neither tells, or when there are more to choose from
 */
export async function openKeys(flags: KeyFlags): Promise<OpenKeys> {
  const file = await openStackFile(flags);
  const list = file.text === undefined ? undefined : readKeyList(file.text, file.shown, flags.configKey);
  if (list !== undefined) {
    return { file, list, keys: list.keys, deployed: undefined };
  }
  const state = await stateInstead(file, flags, "signingKeys");
  const deployed = chooseSite(deployedKeys(state), "signing keys", flags.site);
  const lacks = lackOf(file, "signingKeys");
  if (deployed === undefined) {
    throw new CommandError(
      `${lacks}, and stack ${flags.stack} has no signing key deployed`,
      "deploy the program first (pulumi up), or write signingKeys into the stack file",
    );
  }
  return { file, list, keys: deployed.keys.map((key) => configured(key, lacks)), deployed };
}

function configured({ id, state, retiredAt }: DeployedKey, lacks: string): ConfiguredKey {
  if (state === undefined) {
    throw new CommandError(
      `${lacks}, and the state does not tell whether ${id} is active`,
      "deploy the program once more (pulumi up): the component writes it into its outputs",
    );
  }
  return { id, state, retiredAt };
}

/** The keys that CloudFront trusts; undefined when the state cannot be read. @throws UsageError */
export async function trustedKeys(
  { deployed }: OpenKeys,
  flags: KeyFlags,
): Promise<readonly DeployedKey[] | undefined> {
  if (deployed !== undefined) {
    return deployed.keys;
  }
  const state = await stateIfReadable(flags);
  return state === undefined
    ? undefined
    : (chooseSite(deployedKeys(state), "signing keys", flags.site)?.keys ?? []);
}
