/** Places the YAML language host beside an engine without one, on the first run of a YAML program. */
import { copyFileSync, existsSync, linkSync } from "node:fs";
import { join } from "node:path";
import type { Progress } from "../../terminal/progress";
import { UserError } from "../../terminal/userError";
import { build, yamlHost } from "./build";
import { cacheFolder, yamlHostVersion } from "./cache";

/**
 * Ensures that a built engine can run YAML programs: builds the host once, and caches it. Installed and downloaded
 * engines bring their own.
 *
 * @param folder - the engine's folder
 * @throws {UserError} if the host cannot be built
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
