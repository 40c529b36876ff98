/** The Node language host of a built engine, and what it answers. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import * as languageGrpc from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { builtBinary, nodeHost } from "../../../../local/engine/install/build";
import { cacheFolder, languagesHostKey } from "../../../../local/engine/install/cache";

/** The host's binary. */
const binary = builtBinary(nodeHost, join(cacheFolder(process.env), languagesHostKey()));

/** Describes this project's host where the engine is a built one; an official one brings Pulumi's own host. */
export const describeHost = existsSync(binary) ? describe : (): void => undefined;

/** Writes files, by path, below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Makes a call that answers with one message. */
export function answer<Response>(
  call: (reply: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}

/** The program in a folder. */
export function programInfo(folder: string): language.ProgramInfo {
  const info = new language.ProgramInfo();
  info.setRootDirectory(folder);
  info.setProgramDirectory(folder);
  info.setEntryPoint("index.js");
  return info;
}

/** A host that runs, as the engine starts it. */
export class RunningHost {
  private constructor(
    private readonly child: ChildProcess,
    readonly client: languageGrpc.LanguageRuntimeClient,
    private readonly printed: { text: string },
  ) {}

  /** Starts a host with additional variables. */
  static async start(variables: NodeJS.ProcessEnv = {}): Promise<RunningHost> {
    const child = spawn(binary, ["127.0.0.1:1"], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...variables },
    });
    const printed = { text: "" };
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout.on("data", (chunk: Buffer) => {
        printed.text += chunk.toString();
        const line = /^(\d+)\n/.exec(printed.text)?.[1];
        if (line !== undefined) {
          resolve(line);
        }
      });
      child.once("exit", () => reject(new Error("the host ended before it served")));
    });
    const client = new languageGrpc.LanguageRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure());
    return new RunningHost(child, client, printed);
  }

  /** Returns the lines that programs have printed to the host's own output, after its port, once there are as many. */
  async lines(count: number): Promise<string[]> {
    for (;;) {
      const lines = this.printed.text.split("\n").slice(1, -1);
      if (lines.length >= count) {
        return lines;
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Asks which providers a program needs, the engine's first question about one that it will run. */
  async requiredPackages(folder: string): Promise<string[]> {
    const request = new language.GetRequiredPackagesRequest();
    request.setInfo(programInfo(folder));
    const response = await answer<language.GetRequiredPackagesResponse>((reply) =>
      this.client.getRequiredPackages(request, reply),
    );
    return response
      .getPackagesList()
      .map((each) => `${each.getKind()} ${each.getName()} ${each.getVersion()}`);
  }

  /** Runs a program to its end. */
  async run(folder: string): Promise<{ error: string; bail: boolean }> {
    const request = new language.RunRequest();
    request.setInfo(programInfo(folder));
    request.setPwd(folder);
    request.setProject("site");
    request.setStack("dev");
    request.setMonitorAddress("127.0.0.1:2");
    request.setDryrun(true);
    request.setParallel(4);
    request.getConfigMap().set("site:domainName", "example.com");
    request.setConfigsecretkeysList(["site:password"]);
    const response = await answer<language.RunResponse>((reply) => this.client.run(request, reply));
    return { error: response.getError(), bail: response.getBail() };
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    this.client.close();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill(signal);
      await once(this.child, "exit");
    }
  }
}
