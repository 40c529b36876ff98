/** Places the hosts of other languages beside an engine without them, on the first run of a program in one. */
import { copyFileSync, existsSync, linkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Progress } from "../../terminal/progress";
import { UserError } from "../../terminal/userError";
import { build, type GoProgram, languagesHost, yamlHost } from "./build";
import { cacheFolder, languagesHostKey, yamlHostVersion } from "./cache";

/** A host to place: what it is called, what is built, and the names under which the engine looks for it. */
interface Host {
  readonly title: string;
  readonly program: GoProgram;
  /** The folder of the cache that keeps it. */
  readonly key: string;
  readonly names: readonly string[];
}

const yaml: Host = {
  title: `the YAML language host ${yamlHostVersion}`,
  program: yamlHost,
  key: `yaml-host-${yamlHostVersion}`,
  names: [yamlHost.binary],
};
const pythonAndGo: Host = {
  title: "the Python and Go language hosts",
  program: languagesHost,
  key: languagesHostKey(),
  names: ["pulumi-language-python", "pulumi-language-go"],
};

/** Returns the host that a command needs: of its program's language, or for `pulumi package`, which generates SDKs. */
function needed(language: string | undefined, command: string | undefined): Host | undefined {
  if (language === "yaml") {
    return yaml;
  }
  return language === "python" || language === "go" || command === "package" ? pythonAndGo : undefined;
}

/**
 * Ensures that a built engine can run a program in YAML, Python or Go, and generate SDKs: builds the host once, and
 * caches it. Installed and downloaded engines bring their own.
 *
 * @param folder - the engine's folder
 * @param run - the program's language, and the first word of the command
 * @throws {UserError} if the host cannot be built
 */
export async function provideLanguageHost(
  folder: string,
  run: { readonly language?: string | undefined; readonly command?: string | undefined },
  progress: Progress,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const host = needed(run.language, run.command);
  const cache = cacheFolder(env);
  if (host === undefined || !folder.startsWith(join(cache, "engine-"))) {
    return;
  }
  const places = host.names.map((name) => join(folder, name));
  if (places.every((place) => existsSync(place))) {
    return;
  }
  const step = progress.step(`Engine: ${host.title}, from Go modules, once (about a minute)`);
  try {
    const built = await build(host.program, join(cache, host.key), (detail) => step.update(detail));
    for (const { file } of host.program.beside ?? []) {
      putBeside(join(dirname(built), file), join(folder, file));
    }
    for (const place of places) {
      putBeside(built, place);
    }
    step.done(`Engine: ${host.title}, kept for the next run`);
  } catch (error) {
    const why = (error as Error).message;
    step.fail(`Engine: not ${host.title}, ${why}`);
    throw new UserError(
      `the engine has no host for ${host === yaml ? "YAML" : "Python and Go"}, which this command needs: ${why}. ` +
        "Remedies: install Pulumi on PATH, which brings one; or install Go 1.26 or newer with access to Go modules.",
    );
  }
}

/** Concurrent runs may copy it; the later one keeps the existing file. */
function putBeside(built: string, place: string): void {
  try {
    linkSync(built, place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
      return;
    }
    // The cache may span file systems.
    copyFileSync(built, place);
  }
}
