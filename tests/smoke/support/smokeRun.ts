/** `npm run smoke` as on AWS, with the project's engine as the `pulumi` on the PATH and the local cloud as AWS. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAccount } from "../../../local/cloud";
import { type LocalFolder, localFolder, type OpenCloud, openCloud } from "../../../local/engine";
import { engineEnvironment } from "../../../local/engine/environment";
import { projectFolder } from "../../../local/run/project";
import { theEngine } from "../../support/localStack";
import { type Answer, type QueryApi, startQueryApi } from "./queryApi";

/** A completed run. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The account of the local cloud. */
export const ACCOUNT = "111122223333";

/** Starts the command in its own process, without any variable of a real account. */
export function startSmoke(
  env: NodeJS.ProcessEnv,
  ...args: string[]
): { child: ChildProcess; run: Promise<Run> } {
  const output = { stdout: "", stderr: "" };
  const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "smoke/run.ts", ...args], {
    cwd: projectFolder,
    env: { ...env, NO_COLOR: "1", AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].on("data", (chunk: Buffer) => {
      output[stream] += chunk.toString();
    });
  }
  const run = once(child, "close").then(([code]) => ({ code: code as number | null, ...output }));
  return { child, run };
}

/** A local cloud as AWS for the user's own `pulumi`, and a stand-in for the APIs that checks call. */
export class LocalAws {
  private constructor(
    readonly folder: LocalFolder,
    readonly api: QueryApi,
    private readonly cloud: OpenCloud,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async start(answers: Readonly<Record<string, Answer>>): Promise<LocalAws> {
    const folder = localFolder(mkdtempSync(join(tmpdir(), "secure-origin-smoke-")));
    const [engine, cloud, api] = await Promise.all([
      theEngine(),
      openCloud(folder.cloud),
      startQueryApi(answers),
    ]);
    for (const needed of [folder.home, folder.backend]) {
      mkdirSync(needed, { recursive: true });
    }
    const environment = engineEnvironment(process.env, folder, cloud, engine.folder);
    return new LocalAws(folder, api, cloud, { ...environment, AWS_ENDPOINT_URL: api.url });
  }

  /** Runs one experiment in the account of the local cloud. */
  start(experiment: string): { child: ChildProcess; run: Promise<Run> } {
    return startSmoke(this.environment, experiment, "--account", ACCOUNT, "--region", "eu-west-1");
  }

  /** Injects a fault into later operations, in the format of `faults.json`. */
  fault(...faults: readonly object[]): void {
    writeFileSync(join(this.folder.cloud, "faults.json"), JSON.stringify({ faults }));
  }

  /** Lists the existing resources by type. */
  types(): string[] {
    return (readAccount(this.folder.cloud)?.resources ?? []).map(({ type }) => type);
  }

  async stop(): Promise<void> {
    await this.api.close();
    await this.cloud.close();
    rmSync(this.folder.root, { recursive: true, force: true });
  }
}
