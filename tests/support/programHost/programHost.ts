/**
 * Runs Pulumi programs one after the other in one process, which loads Pulumi's SDK once and not at each `up`. The engine
 * reaches it as it reaches the inline programs of the Automation API, by `--client`.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** Variables for the next program; no others change. */
export type Variables = Readonly<Record<string, string>>;

/** A message from the process, once it serves. */
export interface Serving {
  readonly port: number;
}

/** Returns this process's variables whose names fulfil a condition. */
function variables(wanted: (name: string) => boolean): Variables {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && wanted(name) ? [[name, value]] : [],
    ),
  );
}

/** Starts the process. */
async function start(): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(join(__dirname, "hostProcess.ts"), {
    execArgv: ["--stack-trace-limit=1", "-r", "ts-node/register/transpile-only"],
    // As in any local run, no program sees an account of the machine.
    env: variables((name) => !/^(AWS|PULUMI)_/.test(name)),
  });
  const failed = once(child, "exit").then(() => {
    throw new Error("the process for the programs ended before it served");
  });
  const [{ port }] = (await Promise.race([once(child, "message"), failed])) as [Serving];
  failed.catch(() => undefined);
  // It ends when this process does.
  child.unref();
  child.channel?.unref();
  return { child, port };
}

let serving: ReturnType<typeof start> | undefined;
let busy = false;

/** Returns the process; a new one if the last has ended, so that one program that ends it fails no other's tests. */
async function current(): ReturnType<typeof start> {
  const last = await serving?.catch(() => undefined);
  if (last === undefined || last.child.exitCode !== null || last.child.signalCode !== null) {
    serving = start();
  }
  return serving ?? start();
}

/**
 * Runs the engine with a flag that makes it run its program in the process, where it gets this process's SECURE_ORIGIN_
 * variables; without the flag while another program runs there.
 */
export async function hostingProgram<Result>(run: (flags: string[]) => Promise<Result>): Promise<Result> {
  if (busy) {
    return run([]);
  }
  busy = true;
  try {
    const { child, port } = await current();
    child.send(variables((name) => name.startsWith("SECURE_ORIGIN_")));
    return await run([`--client=127.0.0.1:${port}`]);
  } finally {
    busy = false;
  }
}
