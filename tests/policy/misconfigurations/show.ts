/** `npm run misconfigurations`: plants twelve misconfigurations in the dev stack, one by one, and shows what a preview says of each. */
import { LocalStack } from "../../support/localStack";
import { misconfigurations } from "./all";
import { awsGuardPath, writeAwsGuardPack } from "./awsGuard";
import { checkovFindings, hasCheckov } from "./checkov";
import type { Plant } from "./planted/plants";
import { plants } from "./planted/plants";
import { type Finding, type Preview, plantedFolder, previewWith } from "./preview";
import { shapes } from "./shapes";
import { terraformOf } from "./terraform";

const say = (text: string) => process.stdout.write(`${text}\n`);
const own = "secure-origin";

/** What other tools say, and what they say of the stack without a misconfiguration as well. */
interface Others {
  readonly packs: readonly string[];
  readonly before: ReadonlySet<string>;
  readonly checkovBefore: ReadonlySet<string> | undefined;
}

async function main(): Promise<number> {
  const stack = new LocalStack("dev", plantedFolder);
  try {
    const guard = awsGuardPath();
    const packs = guard === undefined ? [] : [writeAwsGuardPack(stack.folder.root, guard)];
    const clean = await previewWith(stack, undefined, packs);
    const others: Others = {
      packs,
      before: new Set(clean.findings.filter(({ pack }) => pack !== own).map(keyOf)),
      checkovBefore: hasCheckov() ? new Set(checkovFindings(shapes.dev.stack())) : undefined,
    };
    introduce(clean, others);
    let rejected = 0;
    for (const [i, [id, plant]] of Object.entries(plants).entries()) {
      const preview = await previewWith(stack, id, packs);
      rejected += show(i + 1, id, plant, preview, others) ? 1 : 0;
    }
    say(
      `${rejected} of ${Object.keys(plants).length} misconfigurations rejected in preview; nothing was created: ${stack.types().length} resources.`,
    );
    return rejected === Object.keys(plants).length ? 0 : 1;
  } finally {
    stack.remove();
  }
}

function introduce(clean: Preview, { packs, checkovBefore }: Others): void {
  const rejected = clean.findings.filter(({ pack, level }) => pack === own && level === "mandatory");
  say(`The dev stack as it is: ${rejected.length === 0 ? "accepted" : "rejected"}.`);
  if (packs.length === 0) {
    say("awsguard is not installed, so it says nothing below: npm install --no-save @pulumi/awsguard");
  }
  if (checkovBefore === undefined) {
    say("Checkov is not installed, so it says nothing below: pip install checkov");
  }
  say("");
}

/** Shows one misconfiguration; true if the pack has rejected it by the rule that has to. */
function show(number: number, id: string, { rule, what }: Plant, preview: Preview, others: Others): boolean {
  const finding = preview.findings.find(
    (each) => each.pack === own && each.rule === rule && each.level === "mandatory",
  );
  say(`${number}. ${what}`);
  say(`   ${own}: ${finding === undefined ? "NOTHING" : `${rule} at ${finding.resource}`}`);
  for (const line of finding?.message.trim().split("\n").slice(1) ?? []) {
    for (const part of line.split(" → ")) {
      say(`      ${part === line ? "" : "→ "}${short(part)}`);
    }
  }
  if (others.packs.length > 0) {
    const news = preview.findings.filter((each) => each.pack !== own && !others.before.has(keyOf(each)));
    say(`   awsguard: ${news.length === 0 ? "nothing" : news.map(({ rule: name }) => name).join(", ")}`);
  }
  if (others.checkovBefore !== undefined) {
    say(`   checkov: ${checkovSays(id, others.checkovBefore)}`);
  }
  say("");
  return finding !== undefined;
}

/** What Checkov finds new in the fixtures' stack with the same misconfiguration, as Terraform. */
function checkovSays(id: string, ofDev: ReadonlySet<string>): string {
  const misconfiguration = misconfigurations.find((each) => each.id === id);
  if (misconfiguration === undefined) {
    return "nothing";
  }
  const base = shapes[misconfiguration.shape].stack();
  const changed = misconfiguration.change(base);
  if (terraformOf(changed) === terraformOf(base)) {
    return "is not shown this misconfiguration, which is in no resource";
  }
  const before = misconfiguration.shape === "dev" ? ofDev : new Set(checkovFindings(base));
  const news = checkovFindings(changed).filter((each) => !before.has(each));
  return news.length === 0 ? "nothing" : news.join("; ");
}

function keyOf({ pack, rule, resource }: Finding): string {
  return `${pack} ${rule} ${resource}`;
}

/** URNs without what all of them begin with. */
function short(text: string): string {
  return text.replace(/urn:pulumi:[^:]+::[^:]+::(?:[^:\s]+:[^:\s]*:[^$:\s]+\$)*/g, "");
}

void main().then((code) => {
  process.exitCode = code;
});
