/** The rows of the benchmark's table. */
import { median } from "./interleave";

/** A measurement, round by round, and its peer in the same rounds. */
export interface Figure {
  readonly what: string;
  /** The unit of the values. */
  readonly unit: string;
  readonly values: readonly number[];
  readonly peer?: { readonly what: string; readonly values: readonly number[] };
  /** The limit of the ratio, or of the median without a peer. */
  readonly aim?: { readonly atMost: number } | { readonly atLeast: number };
}

/** A part of the benchmark. */
export interface Suite {
  readonly name: string;
  /** The method, for the results. */
  readonly method: string;
  /** @param quick - whether only to show that it works, with meaningless figures */
  run(quick: boolean): Promise<readonly Figure[]>;
}

/** Returns the median of the ratios to the peer in each round; undefined without a peer. */
function ratioOf({ values, peer }: Figure): number | undefined {
  if (peer === undefined) {
    return undefined;
  }
  return median(values.map((value, round) => value / (peer.values[round] ?? Number.NaN)));
}

/** Whether the aim is reached; true if there is none. */
export function reached(figure: Figure): boolean {
  const { aim, values } = figure;
  const value = ratioOf(figure) ?? median(values);
  if (aim === undefined) {
    return true;
  }
  return "atMost" in aim ? value <= aim.atMost : value >= aim.atLeast;
}

function number(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
}

/** Formats a figure as cells. */
function cells(figure: Figure): readonly string[] {
  const { what, unit, values, peer, aim } = figure;
  const ratio = ratioOf(figure);
  const bound =
    aim === undefined ? "" : "atMost" in aim ? `at most ${aim.atMost}` : `at least ${aim.atLeast}`;
  return [
    what,
    `${number(median(values))} ${unit}`,
    `${number(Math.min(...values))}–${number(Math.max(...values))}`,
    peer?.what ?? "",
    peer === undefined ? "" : `${number(median(peer.values))} ${unit}`,
    ratio === undefined ? "" : ratio.toFixed(2),
    bound === "" ? "" : `${bound}: ${reached(figure) ? "yes" : "no"}`,
  ];
}

/** The table's head. */
const head = ["measurement", "median", "range", "peer", "its median", "ratio", "aim"] as const;

/** Formats figures as a Markdown table. */
export function table(figures: readonly Figure[]): readonly string[] {
  const rows = [head, ...figures.map(cells)];
  const widths = head.map((_name, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lines[0] ?? "", rule, ...lines.slice(1)];
}
