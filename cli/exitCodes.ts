/** Exit codes of the `secure-origin` command; scripts rely on them. */
export const exitCode = {
  /** The command succeeded, or the answer is "allow". */
  done: 0,
  /** The command failed. */
  failed: 1,
  /** The command line is wrong; nothing was done. */
  usage: 2,
  /** The answer is "deny". */
  deny: 3,
  /** AWS does not document the answer, or a preview that failed leaves it open. */
  unknown: 4,
} as const;
