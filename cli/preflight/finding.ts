/** The findings of the checks before a first deployment. */

/** ok: no problem. warning: the deployment may fail, or the check could not be completed. blocker: it would fail. */
export type Verdict = "ok" | "warning" | "blocker";

/** The result of one check. */
export interface Finding {
  /** The subject of the check, in a few words. */
  readonly check: string;
  readonly verdict: Verdict;
  /** What the check found. */
  readonly seen: string;
  /** How to fix it; absent if there is nothing to fix. */
  readonly fix?: string;
}

/** Makes a finding without a problem. */
export const ok = (check: string, seen: string): Finding => ({ check, verdict: "ok", seen });

/** Makes a finding that may make the deployment fail. */
export const warning = (check: string, seen: string, fix: string): Finding => ({
  check,
  verdict: "warning",
  seen,
  fix,
});

/** Makes a finding that would make the deployment fail. */
export const blocker = (check: string, seen: string, fix: string): Finding => ({
  check,
  verdict: "blocker",
  seen,
  fix,
});
