/** What a check before the first deployment finds. */

/** ok: nothing to do. warning: the deployment may succeed, or could not be judged. blocker: it would fail. */
export type Verdict = "ok" | "warning" | "blocker";

/** The answer of one check. */
export interface Finding {
  /** What is checked, in a few words. */
  readonly check: string;
  readonly verdict: Verdict;
  /** What was seen. */
  readonly seen: string;
  /** What to do about it; absent where there is nothing to do. */
  readonly fix?: string;
}

/** A finding with nothing to do. */
export const ok = (check: string, seen: string): Finding => ({ check, verdict: "ok", seen });

/** A finding that leaves the deployment possible. */
export const warning = (check: string, seen: string, fix: string): Finding => ({
  check,
  verdict: "warning",
  seen,
  fix,
});

/** A finding by which the deployment fails. */
export const blocker = (check: string, seen: string, fix: string): Finding => ({
  check,
  verdict: "blocker",
  seen,
  fix,
});
