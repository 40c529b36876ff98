/** The cache of engines, shared between clones. */
import { homedir } from "node:os";
import { join } from "node:path";

/** The Pulumi version that is downloaded or built; go/go.mod pins the same. */
export const engineVersion = "3.274.1";

/** The YAML language host's version; yaml/go.mod pins the same. */
export const yamlHostVersion = "1.25.0";

/** Returns the cache folder: SECURE_ORIGIN_CACHE, else `secure-origin` under XDG_CACHE_HOME or ~/.cache. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return env.SECURE_ORIGIN_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "secure-origin");
}
