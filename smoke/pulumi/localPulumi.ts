import { join } from "node:path";
import { type AccountFile, readAccount } from "../../local/cloud";
import { type Engine, type LocalFolder, runPulumi } from "../../local/engine";
import { projectFolder } from "../../local/run/project";
import type { Config, Pulumi, PulumiRun } from "./pulumi";
import { programFolder } from "./pulumi";
import { writeStackFile } from "./stackFile";

/** The name of the stacks on the local cloud. */
const STACK = "smoke";

/** Runs `pulumi` on the local cloud, through the project's own wrapper, which keeps it from real accounts. */
export class LocalPulumi implements Pulumi {
  #group: number | undefined;

  constructor(
    private readonly engine: Engine,
    readonly folder: LocalFolder,
  ) {}

  prepare(program: string, config: Config): Promise<void> {
    writeStackFile(this.#configFile(program), config);
    return Promise.resolve();
  }

  async run(program: string, ...args: readonly string[]): Promise<PulumiRun> {
    const run = { output: "", stdout: "" };
    const takesFile = ["up", "refresh", "destroy"].includes(args[0] ?? "");
    const code = await runPulumi({
      engine: this.engine,
      project: projectFolder,
      folder: this.folder,
      args: [
        "-C",
        programFolder(program),
        ...args,
        "--stack",
        STACK,
        ...(takesFile ? ["--config-file", this.#configFile(program)] : []),
        "--color",
        "never",
      ],
      onGroup: (group) => {
        this.#group = group;
      },
      onOutput: (stream, chunk) => {
        run.output += chunk;
        if (stream === "stdout") {
          run.stdout += chunk;
        }
      },
    });
    this.#group = undefined;
    return { ok: code === 0, ...run };
  }

  commandLine(program: string, ...args: readonly string[]): string {
    return ["npm run pulumi -- -C", join("smoke/programs", program), ...args, "--stack", STACK].join(" ");
  }

  interrupt(): void {
    if (this.#group !== undefined) {
      process.kill(this.#group, "SIGINT");
    }
  }

  leftovers(): readonly string[] {
    return resourcesOf(readAccount(this.folder.cloud));
  }

  #configFile(program: string): string {
    return join(this.folder.root, `${program}.yaml`);
  }
}

function resourcesOf(account: AccountFile | undefined): string[] {
  return (account?.resources ?? []).map(({ type, id }) => `${type} ${id}`);
}
