/** `secure-origin keys list`: the keys as configured, beside what CloudFront trusts. */
import type { Command } from "commander";
import { print, remark } from "./report";
import { addStackOptions, openKeys, readDeployed, type StackFlags } from "./stackFile";

interface Row {
  readonly id: string;
  readonly state: string;
  /** CloudFront's id; null when it does not trust the key, or that cannot be told. */
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

/** Adds the command. */
export function addKeysList(group: Command): void {
  addStackOptions(group.command("list").description("list the keys of a stack"))
    .option("--json", "print one JSON array")
    .action(async (flags: StackFlags & { readonly json?: boolean }, command: Command) => {
      const { keys } = await openKeys(flags);
      const deployed = await readDeployed(flags);
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
          `The state of stack ${flags.stack} cannot be read: what CloudFront trusts is not known.`,
        );
      }
    });
}
