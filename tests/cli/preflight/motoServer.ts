/** moto's server, which plays AWS in a program that nobody here wrote. Its Python is a tool of tests alone. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { projectFolder } from "../../../local/run/project";

/** The version that the tests were written for. */
const VERSION = "5.2.5";

const cache = join(projectFolder, "node_modules", ".cache");
const home = join(cache, `moto-${VERSION}`);

function run(command: string, ...args: string[]): void {
  const { status, error, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stderr}`);
  }
}

/** Installs moto once, in a virtual environment of its own. */
function install(): string {
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    // Built aside: an installation that was interrupted is never taken for one.
    const half = `${home}.${process.pid}`;
    run("python3", "-m", "venv", half);
    run(join(half, "bin", "python"), "-m", "pip", "install", "--quiet", `moto[server,all]==${VERSION}`);
    rmSync(home, { recursive: true, force: true });
    renameSync(half, home);
  }
  return join(home, "bin", "python");
}

/** A port that is free at this moment. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

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
    const child = spawn(install(), args, { stdio: "ignore" });
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
