/** Runs the command in this process and catches what it prints. */
import { createProgram, runProgram } from "../../cli/program";

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function secureOrigin(...args: string[]): Promise<Run> {
  const run = { out: "", err: "" };
  const program = createProgram({
    writeOut: (text) => (run.out += text),
    writeErr: (text) => (run.err += text),
  });
  const code = await runProgram(args, program);
  return { code, ...run };
}
