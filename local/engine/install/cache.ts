/** The cache of engines, shared between clones. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { extname, join } from "node:path";

/** The Pulumi version that is downloaded or built; go/go.mod pins the same. */
export const engineVersion = "3.276.0";

/** The YAML language host's version; yaml/go.mod pins the same. */
export const yamlHostVersion = "1.25.0";

/** Returns the folder of the Node, Python and Go language hosts in the cache, whose name contains a hash of their sources. */
export function languagesHostKey(): string {
  const sources = join(__dirname, "languages");
  const hash = createHash("sha256");
  for (const file of readdirSync(sources, { recursive: true, encoding: "utf8" }).sort()) {
    if (extname(file) !== "") {
      hash.update(file).update(readFileSync(join(sources, file)));
    }
  }
  return `language-hosts-${hash.digest("hex").slice(0, 12)}`;
}

/** Returns the cache folder: SECURE_ORIGIN_CACHE, else `secure-origin` under XDG_CACHE_HOME or ~/.cache. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return env.SECURE_ORIGIN_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "secure-origin");
}
