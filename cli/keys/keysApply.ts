/** Applies changes of signing keys to the stack's file, or describes them where the program sets the keys. */
import type { Command } from "commander";
import { editKeys } from "../config/keyEdit";
import { keysChangeText, programPlace } from "../config/programChange";
import type { DeployedKey } from "../deployed/keys";
import { exitCode } from "../exitCodes";
import { Answered, print, remark } from "../report";
import { requireYaml, save } from "../stack/stackFile";
import { type KeyFlags, type OpenKeys, openKeys, trustedKeys } from "./keyLists";
import { type KeyChange, listAfter } from "./keyStates";

/** Decides on changes by the configured keys, those that CloudFront trusts, and those that the application signs with. */
export type Decide = (
  keys: OpenKeys["keys"],
  deployed: ReadonlySet<string> | undefined,
  signing: ReadonlySet<string>,
) => readonly KeyChange[];

/** Reads, decides, edits and saves; prints the diff on standard output and the next step on standard error. */
export async function change(command: Command, flags: KeyFlags, next: string, decide: Decide): Promise<void> {
  const open = await openKeys(flags);
  const deployed = await trustedKeys(open, flags);
  const ids = (some: readonly DeployedKey[] = []): Set<string> => new Set(some.map(({ id }) => id));
  const signing = ids(deployed?.filter(({ signs }) => signs));
  await apply(command, open, decide(open.keys, deployed && ids(deployed), signing), next);
}

/**
 * Edits the file; where the list is in the program, prints what to change there.
 *
 * @throws Answered with "failed" for a list in the program, so that a script does not go on
 */
export async function apply(
  command: Command,
  { file, list, keys, deployed }: OpenKeys,
  changes: readonly KeyChange[],
  next: string,
): Promise<void> {
  if (list !== undefined) {
    requireYaml(file);
    await save(command, file, editKeys(list, changes), next);
    return;
  }
  if (deployed === undefined) {
    throw new Error("neither a list nor deployed keys");
  }
  const retiredNow = new Map(
    changes.flatMap((each) => (each.kind === "state" ? [[each.id, each.retiredAt] as const] : [])),
  );
  const entries = listAfter(
    keys.map(({ id, state }) => ({ id, state })),
    changes,
  );
  const listed = entries.map((entry) => ({
    entry,
    retiredAt: retiredNow.has(entry.id)
      ? retiredNow.get(entry.id)
      : keys.find(({ id }) => id === entry.id)?.retiredAt,
  }));
  print(command, keysChangeText(programPlace(file, "signingKeys", deployed.owner), listed));
  remark(command, `\nNext: change the program; then ${next}`);
  throw new Answered(exitCode.failed);
}
