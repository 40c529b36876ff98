/** Creates folders for local runs. */
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "./terminal/userError";

/**
 * Creates a folder for this user, with its parents, unless it exists. Unlike mkdir's `recursive`, it also ends on file
 * systems that take no folders, such as /proc.
 *
 * @throws {UserError} on such a file system
 */
export function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) {
    return;
  }
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") {
      throw new UserError(
        `cannot create ${folder}: this file system takes no folders. Name another in SECURE_ORIGIN_LOCAL_DIR`,
      );
    }
    // Another run may have created it meanwhile.
    if (code !== "EEXIST" || !statSync(folder).isDirectory()) {
      throw error;
    }
  }
}
