/** Exit codes of the `secure-origin` command; scripts rely on them. */
export const exitCode = {
  /** The command did what it was asked, or the answer is "allow". */
  done: 0,
  /** The command could not do what it was asked. */
  failed: 1,
  /** The command line is wrong; nothing was done. */
  usage: 2,
  /** The answer is "deny". */
  deny: 3,
  /** AWS leaves the answer open. */
  unknown: 4,
} as const;
