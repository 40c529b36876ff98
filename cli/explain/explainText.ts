/** Formats verdicts. */
import type { Verdict } from "../../signer/verify/verdict";
import { visibleLine } from "../visible";

const width = 14;

function row(name: string, text: string): string {
  return `${name.padEnd(width)}${text.replaceAll("\n", `\n${" ".repeat(width)}`)}`;
}

function responseRows({ response, errorPage }: Verdict): readonly string[] {
  if (!response) {
    return [];
  }
  const location = response.headers["location"];
  const first = row("answer", [String(response.status), location ?? response.body].join(" ").trim());
  if (!errorPage?.pagePath) {
    return [first];
  }
  const doubt = errorPage.doubt ? `, if CloudFront can serve it: ${errorPage.doubt.detail}` : "";
  return [first, row("error page", `${errorPage.pagePath} with status ${errorPage.responseCode}${doubt}`)];
}

function comparisonRows({ comparison }: Verdict): readonly string[] {
  if (!comparison) {
    return [];
  }
  return [
    row("signed", comparison.signed ?? "unknown: no usual rewrite matches the signature"),
    row("this request", comparison.reconstructed),
    ...comparison.hints.map((hint) => row("why", hint)),
  ];
}

function headline(outcome: string, code: string): string {
  if (code !== "unknown") {
    return `${outcome} ${code}`;
  }
  return outcome === "unknown" ? outcome : `${outcome}, with a code that AWS does not document`;
}

/** Formats a verdict, with the answer in the first line. */
export function toText(verdict: Verdict): string {
  const { outcome, code, detail, rule, source, behavior } = verdict;
  return [
    `${headline(outcome, code)}: ${visibleLine(detail)}`,
    row("rule", `${rule}, ${source.basis}: ${source.description}`),
    row("source", `${source.title}\n${source.url}`),
    ...(behavior
      ? [
          row(
            "behavior",
            `${behavior.index} ${behavior.pathPattern}, ${behavior.restricted ? "signed" : "public"}`,
          ),
        ]
      : []),
    ...comparisonRows(verdict),
    ...verdict.readings.map((reading) =>
      row("reading", `${reading.outcome} ${reading.code}: ${reading.detail}`),
    ),
    ...verdict.notes.map((note) => row("note", `${note.rule}: ${note.detail}`)),
    ...verdict.trace.map(({ step, detail: text }) => row(step, text)),
    ...responseRows(verdict),
  ].join("\n");
}
