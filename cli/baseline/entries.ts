/** Decides what a baseline adds to the waivers of a policy configuration, and which of them are stale. */
import type { Waiver } from "../../policy/options/waiverDefinition";
import { covers } from "../../policy/runtime/waivers";

/** A finding of the pack in a stack. */
export interface Found {
  readonly rule: string;
  readonly urn: string;
  /** The argument, such as `ingress[0].cidrBlocks[0]`; may be empty. */
  readonly path: string;
}

/** What the entries of a baseline have in common. */
export type Terms = Pick<Waiver, "owner" | "reason" | "expires">;

/** The waivers of a configuration beside the findings of a stack. */
export interface Baseline {
  /** Waivers that cover a finding. */
  readonly kept: readonly Waiver[];
  /** Waivers that cover none. */
  readonly stale: readonly Waiver[];
  /** New waivers, one for each finding that none covers. */
  readonly added: readonly Waiver[];
}

/** Compares the findings of a stack with the waivers of its configuration. */
export function compare(found: readonly Found[], waivers: readonly Waiver[], terms: Terms): Baseline {
  const isCovered = (waiver: Waiver, finding: Found): boolean =>
    waiver.rule === finding.rule && covers(waiver, finding);
  const [kept, stale] = [true, false].map((isKept) =>
    waivers.filter((waiver) => found.some((finding) => isCovered(waiver, finding)) === isKept),
  );
  const added: Waiver[] = [];
  for (const finding of found) {
    if (![...waivers, ...added].some((waiver) => isCovered(waiver, finding))) {
      const { rule, urn, path } = finding;
      added.push({ rule, urn, path, ...terms });
    }
  }
  return { kept: kept ?? [], stale: stale ?? [], added };
}

/** Counts by rule, the most frequent first, as in `no-public-address 3, viewer-tls-floor 1`. */
export function countByRule(rules: readonly { readonly rule: string }[]): string {
  const counts = new Map<string, number>();
  for (const { rule } of rules) {
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([rule, count]) => `${rule} ${count}`)
    .join(", ");
}
