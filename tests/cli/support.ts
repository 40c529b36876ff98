/** Runs the command in this process and catches what it prints. */
import { createProgram, runProgram } from "../../cli/program";

/** Characters that a terminal acts upon or hides: controls of both sets, turned text, separators, what has no width. */
export const hiding = [
  "\u001b[2J",
  "\u0007",
  "\r",
  "\u007f",
  "\u009b31m",
  "\u202e",
  "\u2066",
  "\u2028",
  "\u200b",
  "\ufeff",
];

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

/** The same, with the stacks of a local folder in place of the project's own. */
export async function inFolder(root: string, ...args: string[]): Promise<Run> {
  const name = "SECURE_ORIGIN_LOCAL_DIR";
  const { [name]: before } = process.env;
  process.env[name] = root;
  try {
    return await secureOrigin(...args);
  } finally {
    if (before === undefined) {
      Reflect.deleteProperty(process.env, name);
    } else {
      process.env[name] = before;
    }
  }
}
