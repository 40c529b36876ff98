/** The commands in docs/guides that are marked as tried, run on a test environment. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { type CommandRun, command } from "../resilience/command";
import type { TestEnvironment } from "../resilience/environment";

/** Returns the marked blocks, by name. */
export function runbookBlocks(): ReadonlyMap<string, readonly string[]> {
  const guides = join(projectFolder, "docs", "guides");
  const text = readdirSync(guides)
    .map((file) => readFileSync(join(guides, file), "utf8"))
    .join("\n");
  const blocks = [...text.matchAll(/<!-- tried: ([^>]+) -->\n```sh\n([^`]+)```/g)];
  return new Map(blocks.map(([, name = "", lines = ""]) => [name, lines.trim().split("\n")]));
}

/** Values that a block's commands need in a test. */
export interface BlockValues {
  /** Words of the block, with their replacements. */
  readonly words?: Readonly<Record<string, string>>;
  /** The expected exit codes other than 0, by the command's place. */
  readonly codes?: Readonly<Record<number, number>>;
}

/** Runs the commands of a block in order. @returns the output of each */
export async function runBlock(
  environment: TestEnvironment,
  name: string,
  values: BlockValues = {},
): Promise<CommandRun[]> {
  const lines = runbookBlocks().get(name);
  assert.ok(lines !== undefined, `docs/guides has no block "${name}"`);
  const runs: CommandRun[] = [];
  for (const [index, line] of lines.entries()) {
    const [program, ...words] = line.split(/ +/).map((word) => values.words?.[word] ?? word);
    const args = words.filter((word, at) => word !== "--stack" && words[at - 1] !== "--stack");
    const run =
      program === "pulumi" ? await pulumi(environment, args) : await secureOrigin(environment, program, args);
    assert.equal(run.code, values.codes?.[index] ?? 0, `${line}\n${run.out}${run.err}`);
    runs.push(run);
  }
  return runs;
}

/** Pulumi commands that read the program's configuration. */
const configured = new Set(["up", "import", "refresh"]);

async function pulumi(
  environment: TestEnvironment,
  [verb = "", ...flags]: readonly string[],
): Promise<CommandRun> {
  const unattended = configured.has(verb)
    ? ["--yes", "--skip-preview", "--non-interactive", "--config-file", environment.configFile]
    : [];
  const { code, output } = await environment.stack.pulumi(verb, ...flags, ...unattended);
  return { code, out: output, err: "" };
}

function secureOrigin(
  environment: TestEnvironment,
  program: string | undefined,
  args: readonly string[],
): Promise<CommandRun> {
  assert.equal(program, "secure-origin");
  const edits = ["keys", "rotate"].includes(args[0] ?? "");
  const stack = ["--stack", "dev"];
  return command(environment, ...args, ...stack, ...(edits ? ["--config-file", environment.configFile] : []));
}
