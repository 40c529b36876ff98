/** `secure-origin review`: shows what a change of a stack opens, closes and costs, for a pull request. */
import { existsSync } from "node:fs";
import type { Command } from "commander";
import { exitCode } from "../exitCodes";
import { Answered, print, UsageError } from "../report";

interface ReviewFlags {
  readonly config?: string;
  readonly json?: boolean;
  readonly drawing: boolean;
}

const examples = `
Examples:
  $ pulumi stack export --stack prod > before.json
  $ pulumi preview --stack prod --json > preview.json
  $ secure-origin review before.json preview.json --config policy.json > review.md

BEFORE is a state. AFTER is a preview or a plan made from it, or another state of the same stack. Prints Markdown: ways in
from the internet, secure paths and their keys, who may sign, secrets, alarms, costs, and a Mermaid diagram. It never
prints a secret. What a preview leaves open is shown as known after the update.
Exit code: 0 if nothing opens, 3 if a way in appears, a secure path goes or opens, or somebody else may sign, 4 if nothing
of this is seen, but the preview ended in an error, so that it may lack changes.`;

/** Adds the command. */
export function addReview(program: Command): void {
  program
    .command("review")
    .description("show what a change of a stack opens, closes and costs, as Markdown for a pull request")
    .argument("<before>", "a state: the output of pulumi stack export")
    .argument("<after>", "the output of pulumi preview --json, a plan of --save-plan, or another state")
    .option("--config <file>", "the pack's options: the file for pulumi's --policy-pack-config")
    .option("--no-drawing", "leave the diagram out: GitHub takes comments of 65,536 characters at most")
    .option("--json", "print the review as JSON")
    .addHelpText("after", examples)
    .action(async (beforeFile: string, afterFile: string, flags: ReviewFlags, command: Command) => {
      const { config } = flags;
      if (config !== undefined && !existsSync(config)) {
        throw new UsageError(
          `--config: there is no file ${config}`,
          "name the file for --policy-pack-config, or leave --config out",
        );
      }
      const [
        { readSides },
        { sideOf },
        { compare },
        { toMarkdown },
        { readConfiguration },
        { rules },
        { requireDocumentedTypes },
      ] = await Promise.all([
        import("./readSides"),
        import("./side"),
        import("./compare"),
        import("./markdown"),
        import("../baseline/policyConfiguration"),
        import("../../policy/rules"),
        import("../explainStack/documentedTypes"),
      ]);
      const { options } = readConfiguration(config ?? "", rules);
      const { before, after, isPartial } = await readSides(beforeFile, afterFile);
      const sides = [sideOf(before, options), sideOf(after, options)] as const;
      const compared = compare(...sides);
      sides.forEach(({ model }) => requireDocumentedTypes(model));
      const review = flags.drawing ? compared : { ...compared, drawing: undefined };
      print(
        command,
        flags.json === true
          ? JSON.stringify({ ...review, isPartial }, null, 2)
          : toMarkdown(review, isPartial),
      );
      if (review.opens || isPartial) {
        throw new Answered(review.opens ? exitCode.deny : exitCode.unknown);
      }
    });
}
