/** Stands in for Pulumi Cloud, for commands on policy packs: it records each request, and accepts it. */
import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { theEngine } from "../support/localStack";

/** A recorded request. */
export interface CloudRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
}

/** Variables that could lead to a real account. */
const withheld = /^(PULUMI_|AWS_)/;

/** The stand-in. */
export class PulumiCloud {
  readonly requests: CloudRequest[] = [];
  private readonly server: Server;

  constructor(private readonly home: string) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method = "", url: path = "" } = request;
        this.requests.push({ method, path, body: Buffer.concat(chunks) });
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(this.answer(path)));
      });
    });
  }

  /** Starts it on a free port. */
  start(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Returns the only request with this method and path. */
  request(method: string, path: string): CloudRequest | undefined {
    return this.requests.find((each) => each.method === method && each.path === path);
  }

  /** Runs a command of the real engine in a folder, logged in here. @returns its exit code and output */
  async pulumi(cwd: string, ...args: string[]): Promise<{ readonly code: number; readonly output: string }> {
    const { pulumi, folder } = await theEngine();
    const outer = Object.entries(process.env).filter(([name]) => !withheld.test(name));
    const child = spawn(pulumi, [...args, "--color", "never"], {
      cwd,
      env: {
        ...Object.fromEntries(outer),
        PATH: `${folder}:${process.env.PATH ?? ""}`,
        PULUMI_BACKEND_URL: this.address,
        PULUMI_ACCESS_TOKEN: "none",
        PULUMI_HOME: this.home,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    });
    let output = "";
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { code: code ?? 1, output };
  }

  private get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private answer(path: string): object {
    if (path === "/api/user") {
      return { githubLogin: "acme", organizations: [{ githubLogin: "acme", name: "acme" }] };
    }
    if (path === "/api/orgs/acme/policypacks") {
      return { version: 1, uploadURI: `${this.address}/upload` };
    }
    return path.includes("/versions/") ? { name: "secure-origin", version: 1, policies: [] } : {};
  }
}
