/** How long `secure-origin sign url` takes, compared with an empty Node process. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import type { Figure } from "../figure";
import { inTurns } from "../turns";

function node(...args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(stderr);
  }
}

/** Measures the bundled command. */
export async function commandFigure(key: string, rounds: number): Promise<Figure> {
  node(join(projectFolder, "cli", "build.js"));
  const command = join(projectFolder, "cli", "secure-origin.js");
  const flags = ["--key-pair-id", "K2JCJMDEHXQW5F", "--private-key", key, "--expires-in", "10m"];
  const { sign, empty } = await inTurns(
    {
      sign: () => node(command, "sign", "url", "https://members.example.com/premium/a.pdf", ...flags),
      empty: () => node("-e", "0"),
    },
    rounds,
  );
  return {
    what: "secure-origin sign url",
    unit: "s",
    values: sign,
    peer: { what: "node -e 0", values: empty },
    aim: { atMost: 1.4 },
  };
}
