/** How long `require("secure-origin/signer")` takes in a new process, compared with the AWS signer that it loads. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import type { Figure } from "../figure";

/** Returns the milliseconds of a `require` in a new process. */
function load(module: string): number {
  const program = `
    const from = process.hrtime.bigint();
    require(${JSON.stringify(module)});
    console.log(Number(process.hrtime.bigint() - from) / 1e6);`;
  return Number(execFileSync(process.execPath, ["-e", program], { cwd: projectFolder, encoding: "utf8" }));
}

/** Measures the bundled signer. */
export function loadFigure(rounds: number): Figure {
  execFileSync(process.execPath, [join(projectFolder, "build.js")]);
  const own: number[] = [];
  const peer: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    own.push(load(join(projectFolder, "dist", "signer")));
    peer.push(load("@aws-sdk/cloudfront-signer"));
  }
  return {
    what: 'require("secure-origin/signer")',
    unit: "ms",
    values: own,
    peer: { what: 'require("@aws-sdk/cloudfront-signer")', values: peer },
    aim: { atMost: 1.3 },
  };
}
