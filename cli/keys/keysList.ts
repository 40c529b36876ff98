/** `secure-origin keys list`: lists configured keys beside those that CloudFront trusts. */
import type { Command } from "commander";
import { print, remark } from "../report";
import { addSelection, type KeyFlags, openKeys, trustedKeys } from "./keyLists";

interface Row {
  readonly id: string;
  readonly state: string;
  /** CloudFront's id; null when it does not trust the key, or that is unknown. */
  readonly keyPairId: string | null;
  readonly retiredAt: string | null;
}

function toText(rows: readonly Row[], known: boolean): string {
  return rows
    .map(({ id, state, keyPairId, retiredAt }) =>
      [
        id.padEnd(20),
        state.padEnd(10),
        keyPairId ?? (known ? "not deployed" : "?"),
        retiredAt ? `since ${retiredAt}` : "",
      ]
        .join(" ")
        .trimEnd(),
    )
    .join("\n");
}

const help = `
Examples:
  $ secure-origin keys list --stack prod
  $ secure-origin keys list -C ../shop --site members --json

If the stack file has no signingKeys, lists the deployed keys.`;

/** Adds the command. */
export function addKeysList(group: Command): void {
  addSelection(group.command("list").description("list the keys of a stack"), "shop:site.signingKeys")
    .option("--json", "print one JSON array")
    .addHelpText("after", help)
    .action(async (flags: KeyFlags & { readonly json?: boolean }, command: Command) => {
      const open = await openKeys(flags);
      const { keys } = open;
      const deployed = await trustedKeys(open, flags);
      const rows = keys.map(({ id, state, retiredAt }) => ({
        id,
        state,
        keyPairId: deployed?.find((key) => key.id === id)?.keyPairId ?? null,
        retiredAt: retiredAt?.toISOString() ?? null,
      }));
      print(command, flags.json ? JSON.stringify(rows) : toText(rows, deployed !== undefined));
      if (!deployed) {
        remark(
          command,
          `The state of stack ${flags.stack} cannot be read: it is not known which keys CloudFront trusts.`,
        );
      }
    });
}
