/**
 * Runs Pulumi programs one after the other in one process, which loads Pulumi's SDK once and not at each `up`. The engine
 * reaches it as it reaches the inline programs of the Automation API: by `--client`.
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

/** A process for the programs of one stack. It starts at the first run. */
export class ProgramHost {
  private serving: Promise<{ child: ChildProcess; port: number }> | undefined;

  /** Returns the flag that makes the engine run its program here, with the current SECURE_ORIGIN_ variables. */
  async flag(): Promise<string> {
    this.serving ??= this.start();
    const { child, port } = await this.serving;
    child.send(variables((name) => name.startsWith("SECURE_ORIGIN_")));
    return `--client=127.0.0.1:${port}`;
  }

  /** Ends the process. */
  close(): void {
    void this.serving?.then(({ child }) => child.kill());
  }

  private async start(): Promise<{ child: ChildProcess; port: number }> {
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
    // This process may end without closing it.
    child.unref();
    child.channel?.unref();
    return { child, port };
  }
}
