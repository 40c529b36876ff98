/** Where engines are kept between clones of the project. */
import { homedir } from "node:os";
import { join } from "node:path";

/** The version of the Pulumi command line that is downloaded or built. go/go.mod pins the same. */
export const engineVersion = "3.274.1";

/** The version of the YAML language host that is built. yaml/go.mod pins the same. */
export const yamlHostVersion = "1.25.0";

/**
 * The cache folder: `secure-origin` under XDG_CACHE_HOME, or under `.cache` in the home folder; SECURE_ORIGIN_CACHE
 * names another.
 */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return env.SECURE_ORIGIN_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "secure-origin");
}
