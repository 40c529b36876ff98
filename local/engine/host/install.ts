/** Installs what a Node program or plugin needs. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type ServerWritableStream, status } from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { satisfies } from "semver";

type Call = ServerWritableStream<language.InstallDependenciesRequest, language.InstallDependenciesResponse>;

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestIn = (file: string): Manifest => JSON.parse(readFileSync(file, "utf8")) as Manifest;

/** Returns the version of a package that a program in `folder` would load; undefined if there is none. */
function versionFor(folder: string, name: string): string | undefined {
  const paths = createRequire(join(folder, "package.json")).resolve.paths(name) ?? [];
  for (const modules of paths) {
    try {
      return manifestIn(join(modules, name, "package.json")).version;
    } catch {
      // Not in this folder; the next one is further up.
    }
  }
  return undefined;
}

/** Returns whether every dependency of a folder's package.json is there, as in a clone whose packages are installed. */
export function isInstalled(folder: string): boolean {
  const dependencies = Object.entries(manifestIn(join(folder, "package.json")).dependencies ?? {});
  return dependencies.every(([name, range]) => satisfies(versionFor(folder, name) ?? "", range));
}

/** Ends the call with an error: the stream's own destroy would send no status, and the engine would wait for one. */
function fail(call: Call, details: string): void {
  call.emit("error", { code: status.FAILED_PRECONDITION, details });
}

/** `InstallDependencies`: runs npm in the program's folder, unless nothing is missing, and streams its output. */
export function installDependencies(call: Call): void {
  const folder = call.request.getInfo()?.getProgramDirectory() ?? call.request.getDirectory();
  try {
    if (isInstalled(folder)) {
      call.end();
      return;
    }
  } catch (error) {
    fail(call, `the packages of ${folder} are not known: ${(error as Error).message}`);
    return;
  }
  // Without the options of the program's Node, which are none of npm's.
  const env = { ...process.env };
  delete env.NODE_OPTIONS;
  const npm = spawn("npm", ["install", "--loglevel=error", "--no-audit", "--no-fund"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const write = (set: (response: language.InstallDependenciesResponse) => void): void => {
    const response = new language.InstallDependenciesResponse();
    set(response);
    call.write(response);
  };
  npm.stdout.on("data", (chunk: Buffer) => write((response) => response.setStdout(chunk)));
  npm.stderr.on("data", (chunk: Buffer) => write((response) => response.setStderr(chunk)));
  npm.on("error", (error) => fail(call, `npm could not be started: ${error.message}`));
  npm.on("close", (code) => {
    if (code === 0) {
      call.end();
    } else if (code === null || code > 0) {
      fail(call, `npm install failed in ${folder} with exit code ${code ?? "none"}`);
    }
  });
  call.on("cancelled", () => npm.kill());
}
