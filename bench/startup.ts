/** How long `npm start` takes, and `npm test` with `--with-tests`. */
import { spawnSync } from "node:child_process";
import { projectFolder } from "../local/run/project";
import type { Figure, Suite } from "./figure";
import { inTurns } from "./turns";

function npm(...args: string[]): void {
  const { status, stdout, stderr } = spawnSync("npm", args, {
    cwd: projectFolder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) {
    throw new Error(`npm ${args.join(" ")} failed:\n${stdout.slice(-4000)}${stderr.slice(-4000)}`);
  }
}

async function run(quick: boolean): Promise<readonly Figure[]> {
  const { start } = await inTurns({ start: () => npm("start", "--", "--once") }, quick ? 1 : 5, !quick);
  const figures: Figure[] = [
    { what: "npm start -- --once, warm", unit: "s", values: start, aim: { atMost: 6 } },
  ];
  if (process.argv.includes("--with-tests")) {
    const { test } = await inTurns({ test: () => npm("test") }, 1);
    figures.push({ what: "npm test", unit: "s", values: test, aim: { atMost: 360 } });
  }
  return figures;
}

/** Measures the start of the local site. */
export const startupSuite: Suite = {
  name: "startup",
  method:
    "`npm start -- --once` with everything installed and the stack up already: the engine's run, the site, two requests " +
    "through the edge. `npm test` with `--with-tests` only, twice, of which the second counts.",
  run,
};
