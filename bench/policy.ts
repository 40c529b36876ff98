/**
 * What the policy pack costs: its own time a resource from 100 to 10,000 resources, its time inside the SDK and the
 * engine, next to @pulumi/awsguard where that is installed (SECURE_ORIGIN_AWSGUARD names the folder), and with
 * `--preview` its share of a preview of a thousand resources.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../local/project";
import { buildModel, type RawResource } from "../policy/model/stack";
import { canonicalType } from "../policy/model/tokens";
import { membersPaths, resolveOptions } from "../policy/options";
import { packRules } from "../policy/pack";
import { awsGuardPath, writeAwsGuardPack } from "../tests/policy/holes/awsGuard";
import type { Reading } from "../tests/policy/holes/model/readings";
import { deployment } from "../tests/policy/holes/state";
import { plain } from "../tests/policy/support/plainValues";
import { theEngine } from "../tests/support/localStack";
import { previewShare } from "./policyPreview";
import { stackOf } from "./policyStack";

const say = (text: string) => process.stdout.write(`${text}\n`);
const sizes = [100, 1000, 4000, 10_000];
const options = resolveOptions([{ securePaths: membersPaths }]);

function resourcesOf({ resources }: Reading): RawResource[] {
  const made = new Map<
    string,
    RawResource & { propertyDependencies: Record<string, readonly RawResource[]> }
  >();
  for (const { urn, type, outputs } of resources) {
    made.set(urn, {
      urn,
      type,
      props: plain({ object: outputs }) as object,
      propertyDependencies: {},
    });
  }
  for (const { urn, propertyDependencies } of resources) {
    const resource = made.get(urn);
    for (const [name, urns] of Object.entries(propertyDependencies)) {
      if (resource !== undefined) {
        resource.propertyDependencies[name] = urns.flatMap((each) => made.get(each) ?? []);
      }
    }
  }
  return [...made.values()];
}

/** Milliseconds that the pack's own code takes for a whole stack, as the engine would have it run. */
function ownTime(resources: readonly RawResource[]): number {
  const rules = packRules();
  // Of the processor, not of the clock: the machine may have other things to do.
  const start = process.cpuUsage();
  for (const resource of resources) {
    const type = canonicalType(resource.type);
    for (const rule of rules) {
      const { level, types } = rule;
      if (level === "resource" && (types === "all" || (type !== undefined && types.includes(type)))) {
        rule.check(buildModel([resource]), options);
      }
    }
  }
  for (const policy of ["entry-paths", "signing-and-tiers", "stack-hygiene"]) {
    const model = buildModel(resources);
    for (const rule of rules.filter(({ level }) => level === policy)) {
      rule.check(model, options);
    }
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function ofOwnTime(): void {
  ownTime(resourcesOf(stackOf(1000)));
  say("own time of the processor, median of 5");
  for (const size of sizes) {
    const resources = resourcesOf(stackOf(size));
    const took = median(Array.from({ length: 5 }, () => ownTime(resources)));
    const each = ((took / resources.length) * 1000).toFixed(1);
    say(
      `  ${String(resources.length).padStart(6)} resources: ${took.toFixed(0).padStart(5)} ms, ${each} µs a resource`,
    );
  }
}

/** Seconds of `pulumi policy analyze` on a stack of a thousand resources, with one pack or another. */
async function ofAnalyze(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-policy-"));
  try {
    const engine = await theEngine();
    const reading = stackOf(1000);
    const state = join(folder, "state.json");
    writeFileSync(state, JSON.stringify(deployment(reading)));
    const guard = awsGuardPath();
    const packs = new Map([
      ["an empty pack", emptyPack(folder)],
      ["this pack", join(projectFolder, "policy")],
      ...(guard === undefined ? [] : [["awsguard", writeAwsGuardPack(folder, guard)] as const]),
    ]);
    say(`\npulumi policy analyze on ${reading.resources.length} resources, median of 5, interleaved`);
    const seconds = new Map<string, number[]>();
    for (let round = 0; round < 5; round++) {
      for (const [name, pack] of packs) {
        const start = performance.now();
        const { status, stderr } = spawnSync(
          engine.pulumi,
          ["policy", "analyze", "--file", state, "--policy-pack", pack],
          {
            encoding: "utf8",
            maxBuffer: 1 << 28,
            env: {
              PATH: `${engine.folder}:${process.env.PATH ?? ""}`,
              HOME: folder,
              PULUMI_HOME: join(folder, "home"),
              PULUMI_SKIP_UPDATE_CHECK: "true",
              PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            },
          },
        );
        // 1: violations, which awsguard finds in most stacks.
        if (status !== 0 && status !== 1) {
          throw new Error(stderr);
        }
        seconds.set(name, [...(seconds.get(name) ?? []), (performance.now() - start) / 1000]);
      }
    }
    for (const [name, values] of seconds) {
      say(`  ${name.padEnd(14)} ${median(values).toFixed(2)} s`);
    }
    if (guard === undefined) {
      say("  awsguard is not installed: npm install --no-save @pulumi/awsguard");
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A pack that decides nothing: what is left is the engine's and the SDK's. */
function emptyPack(folder: string): string {
  const pack = join(folder, "empty");
  mkdirSync(pack);
  writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
  writeFileSync(
    join(pack, "package.json"),
    JSON.stringify({ name: "empty", version: "1.0.0", main: "index.js" }),
  );
  writeFileSync(
    join(pack, "index.js"),
    'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n',
  );
  symlinkSync(join(projectFolder, "node_modules"), join(pack, "node_modules"));
  return pack;
}

async function main(): Promise<void> {
  ofOwnTime();
  await ofAnalyze();
  if (process.argv.includes("--preview")) {
    await previewShare(say);
  }
}

void main();
