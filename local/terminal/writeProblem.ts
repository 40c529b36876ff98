/** Explains operating system errors about writing files. */

/** Meanings of error codes about writing. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on the device",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would exceed a size limit",
  EROFS: "the file system is read-only",
  EACCES: "permission is denied",
  EPERM: "the operation is not permitted",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "a file is in the place of a folder",
  EIO: "the device reports an error",
};

/** Codes that only writing causes. */
const full: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EROFS"]);

/** A write error. */
export interface WriteError {
  readonly code: string;
  readonly path?: string | undefined;
}

/** Returns whether an error is a write error. */
export function isWriteError(error: unknown): error is Error & WriteError {
  return error instanceof Error && Object.hasOwn(reasons, (error as { code?: string }).code ?? "");
}

/**
 * Explains in one line what cannot be written, why, and the remedy.
 *
 * @param variable - the environment variable that sets the folder
 */
export function writeProblem({ code, path }: WriteError, variable = "SECURE_ORIGIN_LOCAL_DIR"): string {
  const what = path ?? "a file of the local run";
  const verb = full.has(code) ? "write" : "use";
  return (
    `cannot ${verb} ${what}: ${reasons[code] ?? code} (${code}). Make it writable and free some room, or name another folder ` +
    `in ${variable}`
  );
}
