/** moto's server, which plays AWS in a program that nobody here wrote. Its Python is a tool of tests alone. */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../support/freePort";
import { motoPython } from "../../support/moto";

/** A server that runs. */
export class MotoServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Starts one, and waits until it answers. */
  static async start(): Promise<MotoServer> {
    const port = await freePort();
    const args = ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)];
    const child = spawn(motoPython(), args, { stdio: "ignore" });
    const server = new MotoServer(child, `http://127.0.0.1:${port}`);
    for (let tries = 0; tries < 600 && child.exitCode === null; tries += 1) {
      const answered = await fetch(`${server.url}/moto-api/data.json`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (answered) {
        return server;
      }
      await sleep(100);
    }
    server.stop();
    throw new Error("moto's server does not answer");
  }

  /** Empties the account. */
  async reset(): Promise<void> {
    await fetch(`${this.url}/moto-api/reset`, { method: "POST" });
  }

  stop(): void {
    this.child.kill();
  }
}
