/** The commands in docs/guides that are marked as tried, run on a test environment. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { type CommandRun, command } from "../resilience/command";
import type { TestEnvironment } from "../resilience/environment";

/** The marked blocks, by name. */
export function runbookBlocks(): ReadonlyMap<string, readonly string[]> {
  const guides = join(projectFolder, "docs", "guides");
  const text = readdirSync(guides)
    .map((file) => readFileSync(join(guides, file), "utf8"))
    .join("\n");
  const blocks = [...text.matchAll(/<!-- tried: ([^>]+) -->\n```sh\n([^`]+)```/g)];
  return new Map(blocks.map(([, name = "", lines = ""]) => [name, lines.trim().split("\n")]));
}

/** What a block's commands need that its text does not name. */
export interface Given {
  /** Words of the block, and what stands for them here. */
  readonly words?: Readonly<Record<string, string>>;
  /** Exit codes that are expected where they are not 0, by the place of the command. */
  readonly codes?: Readonly<Record<number, number>>;
}

/** Runs a block, one command after the other. @returns what each printed */
export async function runBlock(
  environment: TestEnvironment,
  name: string,
  given: Given = {},
): Promise<CommandRun[]> {
  const lines = runbookBlocks().get(name);
  assert.ok(lines !== undefined, `docs/guides has no block "${name}"`);
  const runs: CommandRun[] = [];
  for (const [index, line] of lines.entries()) {
    const [program, ...words] = line.split(/ +/).map((word) => given.words?.[word] ?? word);
    const args = words.filter((word, at) => word !== "--stack" && words[at - 1] !== "--stack");
    const run =
      program === "pulumi" ? await pulumi(environment, args) : await secureOrigin(environment, program, args);
    assert.equal(run.code, given.codes?.[index] ?? 0, `${line}\n${run.out}${run.err}`);
    runs.push(run);
  }
  return runs;
}

/** Commands of the engine that read the program's configuration. */
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
