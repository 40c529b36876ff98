/** `npm run misconfigurations`: previews the dev stack with each of twelve misconfigurations, and prints what is found. */
import { LocalStack } from "../../support/localStack";
import { misconfigurations } from "./all";
import { awsGuardPath, writeAwsGuardPack } from "./awsGuard";
import { checkovFindings, hasCheckov } from "./checkov";
import { compliantStacks } from "./compliantStacks";
import type { ProgramMisconfiguration } from "./misconfiguredProgram/programMisconfigurations";
import { programMisconfigurations } from "./misconfiguredProgram/programMisconfigurations";
import { type Finding, misconfiguredProgramFolder, type Preview, previewWith } from "./preview";
import { terraformOf } from "./terraform";

const print = (text: string) => process.stdout.write(`${text}\n`);
const own = "secure-origin";

/** Other tools, and their findings without a misconfiguration. */
interface Others {
  readonly packs: readonly string[];
  readonly before: ReadonlySet<string>;
  readonly checkovBefore: ReadonlySet<string> | undefined;
}

async function main(): Promise<number> {
  const stack = new LocalStack("dev", misconfiguredProgramFolder);
  try {
    const guard = awsGuardPath();
    const packs = guard === undefined ? [] : [writeAwsGuardPack(stack.folder.root, guard)];
    const clean = await previewWith(stack, undefined, packs);
    const others: Others = {
      packs,
      before: new Set(clean.findings.filter(({ pack }) => pack !== own).map(keyOf)),
      checkovBefore: hasCheckov() ? new Set(checkovFindings(compliantStacks.dev.build())) : undefined,
    };
    printHeader(clean, others);
    let rejected = 0;
    for (const [i, [id, misconfiguration]] of Object.entries(programMisconfigurations).entries()) {
      const preview = await previewWith(stack, id, packs);
      rejected += show(i + 1, id, misconfiguration, preview, others) ? 1 : 0;
    }
    print(
      `${rejected} of ${Object.keys(programMisconfigurations).length} misconfigurations rejected in preview; nothing was created: ${stack.types().length} resources.`,
    );
    return rejected === Object.keys(programMisconfigurations).length ? 0 : 1;
  } finally {
    stack.remove();
  }
}

function printHeader(clean: Preview, { packs, checkovBefore }: Others): void {
  const rejected = clean.findings.filter(({ pack, level }) => pack === own && level === "mandatory");
  print(`The dev stack without a misconfiguration: ${rejected.length === 0 ? "accepted" : "rejected"}.`);
  if (packs.length === 0) {
    print("awsguard is not installed, so its findings are not shown: npm install --no-save @pulumi/awsguard");
  }
  if (checkovBefore === undefined) {
    print("Checkov is not installed, so its findings are not shown: pip install checkov");
  }
  print("");
}

/** Prints one misconfiguration. @returns whether the expected rule of the pack has rejected it */
function show(
  number: number,
  id: string,
  { rule, what }: ProgramMisconfiguration,
  preview: Preview,
  others: Others,
): boolean {
  const finding = preview.findings.find(
    (each) => each.pack === own && each.rule === rule && each.level === "mandatory",
  );
  print(`${number}. ${what}`);
  print(`   ${own}: ${finding === undefined ? "NOTHING" : `${rule} at ${finding.resource}`}`);
  for (const line of finding?.message.trim().split("\n").slice(1) ?? []) {
    for (const part of line.split(" → ")) {
      print(`      ${part === line ? "" : "→ "}${short(part)}`);
    }
  }
  if (others.packs.length > 0) {
    const news = preview.findings.filter((each) => each.pack !== own && !others.before.has(keyOf(each)));
    print(`   awsguard: ${news.length === 0 ? "nothing" : news.map(({ rule: name }) => name).join(", ")}`);
  }
  if (others.checkovBefore !== undefined) {
    print(`   checkov: ${checkovSays(id, others.checkovBefore)}`);
  }
  print("");
  return finding !== undefined;
}

/** Lists Checkov's additional findings in the fixtures' stack with the same misconfiguration. */
function checkovSays(id: string, ofDev: ReadonlySet<string>): string {
  const misconfiguration = misconfigurations.find((each) => each.id === id);
  if (misconfiguration === undefined) {
    return "nothing";
  }
  const base = compliantStacks[misconfiguration.base].build();
  const changed = misconfiguration.change(base);
  if (terraformOf(changed) === terraformOf(base)) {
    return "not run: this misconfiguration is in no resource";
  }
  const before = misconfiguration.base === "dev" ? ofDev : new Set(checkovFindings(base));
  const news = checkovFindings(changed).filter((each) => !before.has(each));
  return news.length === 0 ? "nothing" : news.join("; ");
}

function keyOf({ pack, rule, resource }: Finding): string {
  return `${pack} ${rule} ${resource}`;
}

/** Shortens URNs to the last type and the name. */
function short(text: string): string {
  return text.replace(/urn:pulumi:[^:]+::[^:]+::(?:[^:\s]+:[^:\s]*:[^$:\s]+\$)*/g, "");
}

void main().then((code) => {
  process.exitCode = code;
});
