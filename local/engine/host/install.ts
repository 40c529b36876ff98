/** Installs what a Node program or plugin needs. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ServerWritableStream } from "@grpc/grpc-js";
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

/** `InstallDependencies`: runs npm in the program's folder, unless nothing is missing, and streams its output. */
export function installDependencies(call: Call): void {
  const folder = call.request.getInfo()?.getProgramDirectory() ?? call.request.getDirectory();
  try {
    if (isInstalled(folder)) {
      call.end();
      return;
    }
  } catch (error) {
    call.destroy(new Error(`the packages of ${folder} are not known: ${(error as Error).message}`));
    return;
  }
  const npm = spawn("npm", ["install", "--loglevel=error", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const write = (set: (response: language.InstallDependenciesResponse) => void): void => {
    const response = new language.InstallDependenciesResponse();
    set(response);
    call.write(response);
  };
  npm.stdout.on("data", (chunk: Buffer) => write((response) => response.setStdout(chunk)));
  npm.stderr.on("data", (chunk: Buffer) => write((response) => response.setStderr(chunk)));
  npm.on("error", (error) => call.destroy(new Error(`npm could not be started: ${error.message}`)));
  npm.on("close", (code) => {
    if (code === 0) {
      call.end();
    } else {
      call.destroy(new Error(`npm install failed in ${folder} with exit code ${code ?? "none"}`));
    }
  });
  call.on("cancelled", () => npm.kill());
}
