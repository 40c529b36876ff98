/** Places the Node language host beside a built engine. */
import { copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Links a file, or copies it: the cache may span file systems. */
function putInto(folder: string, file: string): void {
  const place = join(folder, basename(file));
  try {
    // The engine looks for its host beside the real path of its binary, which a symbolic link would hide.
    linkSync(file, place);
  } catch {
    copyFileSync(file, place);
  }
}

/**
 * Returns a folder with `pulumi` and its host. Its name is that of the host's folder, which contains a hash of the hosts'
 * sources, so that clones with different hosts share one build of the engine.
 */
export function withHost(pulumi: string, host: string, root: string): string {
  const folder = join(root, `with-${basename(dirname(host))}`);
  if (existsSync(join(folder, basename(host)))) {
    return folder;
  }
  mkdirSync(root, { recursive: true });
  const fresh = mkdtempSync(join(root, "assemble-"));
  putInto(fresh, pulumi);
  putInto(fresh, host);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(folder, basename(host)))) {
      throw error;
    }
  }
  return folder;
}
