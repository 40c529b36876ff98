/** What several histories showed, as a table. */
import type { Outcome } from "./history";

/** What refused requests are counted as. */
export const refusals = {
  documented: "refused while the listener's port or the VPC changes (documented)",
  other: "refused otherwise",
} as const;

/** The sums of several histories. */
export class Findings {
  private readonly counts = new Map<string, number>();
  private histories = 0;
  private seconds = 0;
  private first: number | undefined;
  /** The seeds of histories that failed. */
  readonly failed: number[] = [];

  /** Adds a history. @returns a line about it, with its failures below */
  add(
    seed: number,
    steps: number,
    { requests, counts, failures }: Omit<Outcome, "printed">,
    seconds: number,
  ): string {
    this.histories += 1;
    this.first ??= seed;
    this.seconds += seconds;
    if (failures.length > 0) {
      this.failed.push(seed);
    }
    for (const [what, times] of [...Object.entries(counts), ["requests", requests] as const]) {
      this.counts.set(what, (this.counts.get(what) ?? 0) + times);
    }
    const verdict = failures.length === 0 ? "ok    " : "FAILED";
    const line = `${verdict}  seed ${seed}: ${steps} steps, ${requests} requests, ${Math.round(seconds)} s`;
    return [line, ...failures].join("\n        ");
  }

  /** Formats the sums. */
  table(): string {
    const rows = [...this.counts].sort(([one], [other]) => one.localeCompare(other));
    const failed = this.failed.length === 0 ? "none failed" : `failed: seeds ${this.failed.join(", ")}`;
    return [
      ...rows.map(([what, times]) => `${String(times).padStart(8)}  ${what}`),
      `${this.histories} histories in ${Math.round(this.seconds / 60)} minutes; ${failed}`,
      this.row(),
    ].join("\n");
  }

  /** Formats the sums as a row of the table in docs/contributing/histories.md. */
  private row(): string {
    const number = (what: string): string => (this.counts.get(what) ?? 0).toLocaleString("en");
    const kinds = [...this.counts.keys()].filter((what) => what.startsWith("command: ")).length;
    const cells = [
      `${this.histories} (from ${this.first ?? 0})`,
      `${number("commands")} of ${kinds} kinds`,
      ...["faults", "requests", refusals.documented, refusals.other].map(number),
    ];
    return `| ${cells.join(" | ")} |`;
  }
}
