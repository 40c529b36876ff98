/** Finds the signing keys of a stack: in its configuration file, or in the program itself. */
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

/** The keys, and where they are set. */
export interface OpenKeys {
  readonly file: StackFile;
  /** The list in the file; undefined where the program sets it. */
  readonly list: KeyList | undefined;
  readonly keys: readonly ConfiguredKey[];
  /** The keys in the state; undefined where the list is in the file. */
  readonly deployed: DeployedKeys | undefined;
}

/** Adds the options that select one of several settings or sites. */
export function addSelection(command: Command, example: string): Command {
  return addStackOptions(command)
    .option("--config-key <key>", `the setting, if the file has several, for example ${example}`)
    .option("--site <name>", "the SecureOrigin, if the stack has several, by its name in the program");
}

/**
 * Finds the keys of a stack in its file, else as deployed.
 *
 * @throws CommandError, UsageError when neither has them, or when there are several lists
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
      "deploy the program first (pulumi up), or add signingKeys to the stack file",
    );
  }
  return { file, list, keys: deployed.keys.map((key) => configured(key, lacks)), deployed };
}

function configured({ id, state, retiredAt }: DeployedKey, lacks: string): ConfiguredKey {
  if (state === undefined) {
    throw new CommandError(
      `${lacks}, and the state does not show whether ${id} is active`,
      "deploy the program again (pulumi up), which adds it to the outputs of the component",
    );
  }
  return { id, state, retiredAt };
}

/** Returns the keys that CloudFront trusts; undefined when the state cannot be read. @throws UsageError */
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
