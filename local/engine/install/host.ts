/** Puts this project's Node language host beside a built engine, where the engine looks for it. */
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

const hostName = "pulumi-language-nodejs";

/** The host as one file of JavaScript that any Node runs. */
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
 * Returns a folder with `pulumi` and the language host in it. The folder's name carries a hash of the host, so that
 * clones with different hosts share one build of the engine and never each other's host.
 */
export function withHost(pulumi: string, root: string): string {
  const host = bundle();
  const hash = createHash("sha256").update(host).digest("hex").slice(0, 12);
  const folder = join(root, `with-host-${hash}`);
  if (existsSync(join(folder, hostName))) {
    return folder;
  }
  mkdirSync(root, { recursive: true });
  const fresh = mkdtempSync(join(root, "assemble-"));
  try {
    // A hard link and not a symbolic one: the engine looks for its host where its own binary really is.
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
