/** Writes a review as Markdown for a pull request. */
import type { CostRow } from "../costs/monthlyCosts";
import { visibleLine } from "../visible";
import type { AlarmChange } from "./alarms";
import type { Review } from "./compare";
import type { SecurePathChange } from "./securePathChanges";
import type { WayIn } from "./waysIn";
import { wayText } from "./waysIn";

/** Quotes a text of the program, so that nothing in it acts as Markdown. */
function code(text: string): string {
  return `\`${visibleLine(text).replaceAll("`", "'").replaceAll("|", "¦")}\``;
}

/** Writes the whole review. */
export function toMarkdown(review: Review, isPartial: boolean): string {
  const { stack, resources } = review;
  const partial = isPartial ? ["**The preview ended in an error: what follows may lack changes.**", ""] : [];
  if (review.isUnchanged) {
    return [
      ...partial,
      `Stack ${stack}: no change of ways in, secure paths, signers, secrets, alarms or costs (${resources.after} resources).`,
    ].join("\n");
  }
  const sections = [
    ways(review),
    securePaths(review.securePaths),
    signers(review),
    list(
      "Secrets",
      review.secrets.map(({ name, what }) => `- ${code(name)} ${what}`),
    ),
    alarms(review.alarms),
    costs(review),
  ].filter((section) => section.length > 0);
  const unchanged = unchangedParts(review);
  return [
    `## What changes in stack ${stack}`,
    "",
    ...partial,
    summary(review),
    "",
    ...sections.flat(),
    ...(review.drawing === undefined ? [] : ["### Drawing", "", "```mermaid", review.drawing, "```", ""]),
    ...(unchanged.length === 0 ? [] : [`Unchanged: ${unchanged.join(", ")}.`]),
  ]
    .join("\n")
    .trimEnd();
}

/** Says in one line whether anything opens. */
function summary({ waysIn, securePaths: paths, signers: { appear }, opens }: Review): string {
  if (!opens) {
    return "**Nothing opens**: no way in appears, no secure path goes, and nobody else may sign.";
  }
  const open = waysIn.appear.filter(({ isAdvisory }) => !isAdvisory).length;
  const lost = paths.filter(({ kind }) => kind === "goes" || kind === "opens").length;
  const parts = [
    ...(open === 0 ? [] : [open === 1 ? "a way in appears" : `${open} ways in appear`]),
    ...(lost === 0 ? [] : [lost === 1 ? "a secure path goes or opens" : `${lost} secure paths go or open`]),
    ...(appear.length === 0 ? [] : [`${appear.map(code).join(", ")} may sign`]),
  ];
  return `⚠️ **Take care**: ${parts.join("; ")}.`;
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`### ${title}`, "", ...lines, ""];
}

function ways({ waysIn, distributions }: Review): string[] {
  const line = (way: WayIn, what: string): string => {
    const note = way.isAdvisory ? ", for administrators or the own account" : "";
    return `- ${what}${note}: ${code(wayText(way))}<br>${code(way.what)}`;
  };
  return list("Ways in from the internet", [
    ...waysIn.appear.map((way) => line(way, way.isAdvisory ? "appears" : "⚠️ **appears**")),
    ...waysIn.go.map((way) => line(way, "goes")),
    ...distributions.appear.map(({ name }) => `- appears, through CloudFront: ${code(name)}`),
    ...distributions.go.map(({ name }) => `- goes, through CloudFront: ${code(name)}`),
  ]);
}

const pathWords: Readonly<Record<SecurePathChange["kind"], string>> = {
  appears: "appears",
  goes: "⚠️ **goes**",
  opens: "⚠️ **opens**",
  closes: "closes",
  keys: "other keys",
};

function securePaths(changes: readonly SecurePathChange[]): string[] {
  return table(
    "Secure paths",
    ["path", "change", "what"],
    changes.map(({ kind, pattern, details }) => [
      code(pattern),
      pathWords[kind],
      kind === "keys" ? details.map(code).join(" → ") : details.map(code).join("<br>"),
    ]),
  );
}

function signers({ signers: { keys } }: Review): string[] {
  const names = (who: readonly string[] | undefined): string =>
    who === undefined ? "–" : who.map(code).join("<br>") || "nobody";
  return table(
    "Who may sign",
    ["signing key", "before", "after"],
    keys.map(({ key, before, after }) => [code(key), names(before), names(after)]),
  );
}

function alarms(changes: readonly AlarmChange[]): string[] {
  const lost = changes.filter(({ what }) => what !== "appears");
  const more = changes.length - lost.length;
  return list("Alarms", [
    ...lost.map(({ name, what }) => `- ${code(name)} **${what}**`),
    ...(more === 0 ? [] : [`- ${more === 1 ? "1 alarm appears" : `${more} alarms appear`}`]),
  ]);
}

function costs({ costs: { before, after } }: Review): string[] {
  const whats = [...new Set([...before.rows, ...after.rows].map(({ what }) => what))];
  const of = (rows: readonly CostRow[], what: string) => rows.find((row) => row.what === what);
  const lines = whats
    .map((what) => ({ what, old: of(before.rows, what), now: of(after.rows, what) }))
    .filter(({ old, now }) => old?.month !== now?.month)
    .map(({ what, old, now }) => [
      `${what}: ${old?.number ?? 0} → ${now?.number ?? 0}`,
      (old?.month ?? 0).toFixed(2),
      (now?.month ?? 0).toFixed(2),
    ]);
  const uncounted = after.notCounted.filter((each) => !before.notCounted.includes(each));
  const note = uncounted.length === 0 ? [] : [`Not counted: ${uncounted.map(code).join(", ")}.`, ""];
  if (lines.length + note.length === 0) {
    return [];
  }
  const sum = ["**sum of the stack**", `**${before.sum.toFixed(2)}**`, `**${after.sum.toFixed(2)}**`];
  return [
    ...table("Cost a month, in US dollars, before use", ["what", "before", "after"], [...lines, sum]),
    ...note,
  ];
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return rows.length === 0
    ? []
    : [`### ${title}`, "", line(head), line(head.map(() => "---")), ...rows.map(line), ""];
}

function unchangedParts({
  waysIn,
  distributions,
  securePaths: paths,
  signers: who,
  secrets,
  alarms,
  costs: sums,
}: Review): string[] {
  const isEmpty = (...lists: readonly (readonly unknown[])[]): boolean =>
    lists.every((each) => each.length === 0);
  return [
    ...(isEmpty(waysIn.appear, waysIn.go, distributions.appear, distributions.go) ? ["ways in"] : []),
    ...(isEmpty(paths) ? ["secure paths"] : []),
    ...(isEmpty(who.keys) ? ["who may sign"] : []),
    ...(isEmpty(secrets) ? ["secrets"] : []),
    ...(isEmpty(alarms) ? ["alarms"] : []),
    ...(sums.before.sum === sums.after.sum ? [`cost (${sums.after.sum.toFixed(2)} US dollars a month)`] : []),
  ];
}
