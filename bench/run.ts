/** `npm run bench`: measures everything beside its peers, prints one table, and writes bench/RESULTS.md. */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { version as policyVersion } from "@pulumi/policy/package.json";
import { version as sdkVersion } from "@pulumi/pulumi/package.json";
import { findEngine } from "../local/engine";
import { createProgress } from "../local/progress";
import { reportingErrors } from "../local/report";
import { UserError } from "../local/userError";
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

Measures beside peers in the same run, in turns, and writes bench/RESULTS.md when all was measured in full.
  --quick        only shows that it works: one round of everything, no results are written
  --with-tests   times npm test as well`;

/** A suite that was measured. */
interface Measured {
  readonly suite: Suite;
  readonly figures: readonly Figure[];
  readonly noise: string;
}

/** The suites that the command line names; all unless it names some. */
function chosen(names: readonly string[]): readonly Suite[] {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    throw new UserError(
      `there is no benchmark ${unknown}; ${suites.map(({ name }) => name).join(", ")} there are.`,
    );
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
}

function page(measured: readonly Measured[], engine: string): string {
  const versions = [
    `Node ${process.versions.node}`,
    `Pulumi ${engine}`,
    `@pulumi/pulumi ${sdkVersion}`,
    `@pulumi/aws ${awsVersion}`,
    `@pulumi/policy ${policyVersion}`,
  ];
  const sections = measured.flatMap(({ suite, figures, noise: unrest }) => [
    `## ${suite.name}`,
    "",
    suite.method,
    "",
    ...table(figures),
    "",
    `Noise: ${unrest}.`,
    "",
  ]);
  return [
    "# Benchmark results",
    "",
    "Written by `npm run bench`. Each figure and its peer were measured in the same run, in turns; the ratio is the median",
    "of the ratios within each round. Ratios travel from machine to machine, the other figures do not.",
    "",
    `${versions.join(", ")}; ${cpus().length} cores, ${cpus()[0]?.model.trim() ?? "unknown processor"}.`,
    "",
    ...sections,
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
  // Nothing that would hurry the engine on: what is measured is what people wait for.
  process.env.NODE_OPTIONS ??= "";
  const engine = await findEngine(createProgress());
  const measured: Measured[] = [];
  for (const suite of wanted) {
    console.error(`… ${suite.name}`);
    const unrest = noise();
    const figures = await suite.run(quick);
    measured.push({ suite, figures, noise: unrest });
    console.log(`\n${suite.name}\n${table(figures).join("\n")}\nNoise: ${unrest}.`);
  }
  if (quick) {
    console.log("\nA quick run: these figures mean nothing.");
    return 0;
  }
  const missed = measured.flatMap(({ figures }) => figures).filter((figure) => !reached(figure));
  if (wanted.length === suites.length) {
    writeFileSync(results, page(measured, engine.version));
    console.log(`\nWritten to bench/${results.slice(__dirname.length + 1)}.`);
  }
  console.log(`${missed.length} of the aims missed${missed.map(({ what }) => `\n  ${what}`).join("")}`);
  return missed.length === 0 ? 0 : 1;
});
