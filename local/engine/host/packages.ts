/** Finds the provider plugins of a program: installed packages that declare themselves as Pulumi's. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly pulumi?: {
    readonly resource?: boolean;
    readonly name?: string;
    readonly version?: string;
    readonly server?: string;
  };
}

/** Returns the package folders directly under a node_modules folder, scopes included. */
function packageFolders(modules: string): string[] {
  let entries: string[];
  try {
    entries = readdirSync(modules);
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    if (entry.startsWith(".")) {
      return [];
    }
    const folder = join(modules, entry);
    return entry.startsWith("@") ? packageFolders(folder) : [folder];
  });
}

function manifestOf(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}

/** Returns the node_modules folders that a program in `folder` can import from, nearest first. */
function modulesAbove(folder: string): string[] {
  const parent = dirname(folder);
  return [join(folder, "node_modules"), ...(parent === folder ? [] : modulesAbove(parent))];
}

/**
 * `GetRequiredPackages`. Reads only packages at the top of a node_modules folder: nested ones belong to other packages,
 * and reading all of them takes seconds.
 */
export function requiredPackages(
  call: ServerUnaryCall<language.GetRequiredPackagesRequest, language.GetRequiredPackagesResponse>,
  reply: sendUnaryData<language.GetRequiredPackagesResponse>,
): void {
  const folder = call.request.getInfo()?.getProgramDirectory() ?? process.cwd();
  const found = new Map<string, plugin.PackageDependency>();
  for (const packageFolder of modulesAbove(folder).flatMap(packageFolders)) {
    const manifest = manifestOf(packageFolder);
    if (manifest?.pulumi?.resource !== true) {
      continue;
    }
    const name = manifest.pulumi.name ?? manifest.name?.replace(/^@pulumi\//, "") ?? "";
    if (name === "" || found.has(name)) {
      continue;
    }
    const dependency = new plugin.PackageDependency();
    dependency.setName(name);
    dependency.setKind("resource");
    dependency.setVersion(`v${manifest.pulumi.version ?? manifest.version ?? "0.0.0"}`);
    dependency.setServer(manifest.pulumi.server ?? "");
    found.set(name, dependency);
  }
  const response = new language.GetRequiredPackagesResponse();
  response.setPackagesList([...found.values()]);
  reply(null, response);
}
