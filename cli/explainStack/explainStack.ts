/** `secure-origin explain-stack`: shows all ingress paths from the internet into a stack. */
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { exitCode } from "../exitCodes";
import { Answered, CommandError, print, UsageError } from "../report";
import { addFolderOption } from "../stack/stackReference";
import { toMermaid, toTree } from "./explainStackText";

interface ExplainStackFlags {
  readonly stack?: string;
  readonly cwd?: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  $ secure-origin explain-stack --stack dev
  $ pulumi stack export --stack prod > state.json && secure-origin explain-stack state.json

Prints a tree and a Mermaid diagram. ✗ marks an ingress path that bypasses CloudFront.
Exit code: 0 if all ingress paths go through CloudFront, 3 if not.`;

async function stateFrom(file: string | undefined, { stack, cwd }: ExplainStackFlags): Promise<unknown> {
  if ((file === undefined) === (stack === undefined)) {
    throw new UsageError("give either a state file or --stack", "for example: explain-stack --stack dev");
  }
  if (stack !== undefined) {
    const { readStackState } = await import("../stack/stackState");
    return readStackState({ stack, cwd });
  }
  try {
    return JSON.parse(await readFile(file ?? "", "utf8")) as unknown;
  } catch (cause) {
    throw new CommandError(`${file ?? ""} is not a JSON file`, "create it with: pulumi stack export", cause);
  }
}

/** Adds the command. */
export function addExplainStack(program: Command): void {
  addFolderOption(program.command("explain-stack"))
    .description("show all ingress paths from the internet into a stack, as a tree and a Mermaid diagram")
    .argument("[state]", "a file with the output of pulumi stack export")
    .option("--stack <name>", "read the state of this stack")
    .option("--json", "print the tree as JSON")
    .addHelpText("after", examples)
    .action(async (file: string | undefined, flags: ExplainStackFlags, command: Command) => {
      const [{ buildModel }, { hasUnintended, ingressTree }, { resourcesOf }, { requireDocumentedTypes }] =
        await Promise.all([
          import("../../policy/stack/stack"),
          import("./ingressTree"),
          import("./stackResources"),
          import("./documentedTypes"),
        ]);
      const model = buildModel(resourcesOf(await stateFrom(file, flags)));
      const ways = ingressTree(model);
      requireDocumentedTypes(model);
      print(
        command,
        flags.json === true
          ? JSON.stringify(ways, null, 2)
          : `${toTree(ways)}\n\n\`\`\`mermaid\n${toMermaid(ways)}\n\`\`\``,
      );
      if (hasUnintended(ways)) {
        throw new Answered(exitCode.deny);
      }
    });
}
