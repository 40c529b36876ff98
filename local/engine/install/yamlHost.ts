/** Puts the YAML language host beside an engine that lacks it, when a program in YAML is run for the first time. */
import { copyFileSync, existsSync, linkSync } from "node:fs";
import { join } from "node:path";
import type { Progress } from "../../terminal/progress";
import { UserError } from "../../terminal/userError";
import { build, yamlHost } from "./build";
import { cacheFolder, yamlHostVersion } from "./cache";

/**
 * Makes sure that a built engine can run programs in YAML: its host is built too, once, and kept in the cache folder.
 * An engine that was installed or downloaded brings its own hosts, and nothing is put beside it.
 *
 * @param folder - the engine's folder, where it looks for language hosts
 * @throws {UserError} when the host has to be built and cannot be, with the reason
 */
export async function provideYamlHost(
  folder: string,
  progress: Progress,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const place = join(folder, yamlHost.binary);
  if (existsSync(place) || !folder.startsWith(join(cacheFolder(env), "engine-"))) {
    return;
  }
  const step = progress.step(
    `Engine: the YAML language host ${yamlHostVersion}, from Go modules, once (about a minute)`,
  );
  try {
    const built = await build(yamlHost, join(cacheFolder(env), `yaml-host-${yamlHostVersion}`), (detail) =>
      step.update(detail),
    );
    putBeside(built, place);
    step.done(`Engine: the YAML language host ${yamlHostVersion}, kept for the next run`);
  } catch (error) {
    const why = (error as Error).message;
    step.fail(`Engine: no YAML language host, ${why}`);
    throw new UserError(
      `this program is in YAML, and the engine has no host for it: ${why}. Remedies: install Pulumi on PATH, which ` +
        "brings one; or install Go 1.26 or newer with access to Go modules.",
    );
  }
}

/** Two runs may do this at once; the second finds the file there and keeps it. */
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
