/** Places this project's Node language host beside a built engine. */
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { languagesHostKey } from "./cache";

const hostName = "pulumi-language-nodejs";

/** Bundles the host into one JavaScript file. */
function bundle(): Buffer {
  const result = buildSync({
    entryPoints: [join(__dirname, "..", "host", "main.ts")],
    bundle: true,
    platform: "node",
    target: "node20",
    write: false,
    banner: { js: "#!/usr/bin/env node" },
    logLevel: "silent",
  });
  return Buffer.from(result.outputFiles[0]?.contents ?? "");
}

/**
 * Returns a folder with `pulumi` and the language host. Its name contains a hash of the hosts, those of other
 * languages included, so that clones with different hosts share one build of the engine.
 */
export function withHost(pulumi: string, root: string): string {
  const host = bundle();
  const hash = createHash("sha256").update(host).update(languagesHostKey()).digest("hex").slice(0, 12);
  const folder = join(root, `with-host-${hash}`);
  if (existsSync(join(folder, hostName))) {
    return folder;
  }
  mkdirSync(root, { recursive: true });
  const fresh = mkdtempSync(join(root, "assemble-"));
  try {
    // A hard link: the engine looks for its host beside the real path of its binary.
    linkSync(pulumi, join(fresh, "pulumi"));
  } catch {
    copyFileSync(pulumi, join(fresh, "pulumi"));
  }
  writeFileSync(join(fresh, hostName), host);
  chmodSync(join(fresh, hostName), 0o755);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(folder, hostName))) {
      throw error;
    }
  }
  return folder;
}
