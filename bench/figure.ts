/** One line of the benchmark's table. */
import { median } from "./interleave";

/** What was measured, round by round, and what in the same rounds stood beside it. */
export interface Figure {
  readonly what: string;
  /** Unit of the values. */
  readonly unit: string;
  readonly values: readonly number[];
  readonly peer?: { readonly what: string; readonly values: readonly number[] };
  /** The ratio to reach; without a peer, the median. */
  readonly aim?: { readonly atMost: number } | { readonly atLeast: number };
}

/** A part of the benchmark. */
export interface Suite {
  readonly name: string;
  /** How it measures, for the results. */
  readonly method: string;
  /** @param quick - whether only to show that it works; its figures mean nothing then */
  run(quick: boolean): Promise<readonly Figure[]>;
}

/** The median of the ratios within each round, to the peer; undefined without one. */
function ratioOf({ values, peer }: Figure): number | undefined {
  if (peer === undefined) {
    return undefined;
  }
  return median(values.map((value, round) => value / (peer.values[round] ?? Number.NaN)));
}

/** Whether the ratio is as it should be; true where there is no aim. */
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

/** The figure as cells: what, median and spread, peer, its median, ratio, aim. */
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

/** What the cells are. */
const head = ["what", "median", "from–to", "beside", "its median", "ratio", "aim"] as const;

/** Lines of a Markdown table; it reads well in a terminal, too. */
export function table(figures: readonly Figure[]): readonly string[] {
  const rows = [head, ...figures.map(cells)];
  const widths = head.map((_name, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lines[0] ?? "", rule, ...lines.slice(1)];
}
