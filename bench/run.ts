/** `npm run bench`: compares this project with its peers, prints tables, and writes bench/RESULTS.md. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { version as policyVersion } from "@pulumi/policy/package.json";
import { version as sdkVersion } from "@pulumi/pulumi/package.json";
import { findEngine } from "../local/engine";
import { createProgress } from "../local/terminal/progress";
import { reportingErrors } from "../local/terminal/report";
import { UserError } from "../local/terminal/userError";
import { edgeSuite } from "./edge/suite";
import { type Figure, reached, type Suite, table } from "./figure";
import { growthSuite } from "./growth";
import { noise } from "./noise";
import { policySuite } from "./policy/suite";
import { previewSuite } from "./preview/suite";
import { signerSuite } from "./signer/suite";
import { startupSuite } from "./startup";

const suites: readonly Suite[] = [
  previewSuite,
  startupSuite,
  policySuite,
  signerSuite,
  edgeSuite,
  growthSuite,
];
const results = join(__dirname, "RESULTS.md");

const usage = `Usage: npm run bench -- [--quick] [--with-tests] [${suites.map(({ name }) => name).join("|")} …]

Measures this project and its peers in turns, in the same run, and writes the results into bench/RESULTS.md.
  --quick        one round of everything, to show that it works; no results are written
  --with-tests   measures npm test as well`;

/** The results of a suite. */
interface Measured {
  readonly suite: Suite;
  readonly figures: readonly Figure[];
  readonly noise: string;
}

/** Returns the suites in the command line; all if there are none. */
function chosen(names: readonly string[]): readonly Suite[] {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    throw new UserError(
      `unknown benchmark ${unknown}; there are ${suites.map(({ name }) => name).join(", ")}.`,
    );
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
}

/** Formats a suite's section of the results. */
function section({ suite, figures, noise: noisiness }: Measured): string {
  return [`## ${suite.name}`, "", suite.method, "", ...table(figures), "", `Noise: ${noisiness}.`, ""].join(
    "\n",
  );
}

/** Returns the sections in a page of results, by suite. */
function sectionsOf(text: string): ReadonlyMap<string, string> {
  const parts = text.split(/^(?=## )/m).filter((part) => part.startsWith("## "));
  return new Map(parts.map((part) => [/^## (\w+)/.exec(part)?.[1] ?? "", `${part.trimEnd()}\n`]));
}

/** Formats the results, with new sections in place of the former ones. */
function page(measured: readonly Measured[], former: string, engine: string): string {
  const versions = [
    `Node ${process.versions.node}`,
    `Pulumi ${engine}`,
    `@pulumi/pulumi ${sdkVersion}`,
    `@pulumi/aws ${awsVersion}`,
    `@pulumi/policy ${policyVersion}`,
  ];
  const sections = new Map([
    ...sectionsOf(former),
    ...measured.map((one): [string, string] => [one.suite.name, section(one)]),
  ]);
  return [
    "# Benchmark results",
    "",
    "Written by `npm run bench`, each section by the last run that measured it. A figure and its peer were measured in the same",
    "run, in turns; the ratio is the median of the ratios within each round. Ratios travel from machine to machine, the other",
    "figures do not.",
    "",
    `${versions.join(", ")}; ${cpus().length} cores, ${cpus()[0]?.model.trim() ?? "unknown processor"}.`,
    "",
    ...suites.flatMap(({ name }) => sections.get(name) ?? []),
  ].join("\n");
}

reportingErrors(async () => {
  const words = process.argv.slice(2);
  if (words.includes("--help")) {
    console.log(usage);
    return 0;
  }
  const quick = words.includes("--quick");
  const wanted = chosen(words.filter((word) => !["--quick", "--with-tests"].includes(word)));
  // The engine's own settings, without those that make tests faster.
  process.env.NODE_OPTIONS ??= "";
  const engine = await findEngine(createProgress());
  const measured: Measured[] = [];
  for (const suite of wanted) {
    console.error(`… ${suite.name}`);
    const noisiness = noise();
    const figures = await suite.run(quick);
    measured.push({ suite, figures, noise: noisiness });
    console.log(`\n${suite.name}\n${table(figures).join("\n")}\nNoise: ${noisiness}.`);
  }
  if (quick) {
    console.log("\nA quick run: the figures mean nothing.");
    return 0;
  }
  const missed = measured.flatMap(({ figures }) => figures).filter((figure) => !reached(figure));
  const former = existsSync(results) ? readFileSync(results, "utf8") : "";
  writeFileSync(results, page(measured, former, engine.version));
  console.log("\nWritten to bench/RESULTS.md.");
  console.log(`${missed.length} aims missed${missed.map(({ what }) => `\n  ${what}`).join("")}`);
  return missed.length === 0 ? 0 : 1;
});
