/** The time of the policy pack for stacks of different sizes, compared with other packs and checkov. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { awsGuardPath, writeAwsGuardPack } from "../../tests/policy/misconfigurations/awsGuard";
import type { Reading } from "../../tests/policy/misconfigurations/stackModel/readings";
import { deployment } from "../../tests/policy/misconfigurations/state";
import { theEngine } from "../../tests/support/localStack";
import type { Figure, Suite } from "../figure";
import { inTurns } from "../turns";
import { checkovOn } from "./checkov";
import { ownSeconds, resourcesOf } from "./ownTime";
import { emptyPack } from "./packs";
import { stackOf } from "./stack";

/** Measures the pack's processor time per resource, compared with the smallest stack. */
function ownTimeFigures(sizes: readonly number[], rounds: number): Figure[] {
  const stacks = sizes.map((size) => resourcesOf(stackOf(size)));
  stacks.slice(0, 2).forEach(ownSeconds);
  const each = stacks.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, stack] of stacks.entries()) {
      each[index]?.push((ownSeconds(stack) / stack.length) * 1_000_000);
    }
  }
  return stacks.map((stack, index) => ({
    what: `the pack's own time, ${stack.length.toLocaleString("en")} resources`,
    unit: "µs per resource",
    values: each[index] ?? [],
    ...(index === 0
      ? {}
      : {
          peer: {
            what: `${(stacks[0]?.length ?? 0).toLocaleString("en")} resources`,
            values: each[0] ?? [],
          },
        }),
  }));
}

/** Returns a run of `pulumi policy analyze` on a stack. */
async function analyzer(folder: string, { resources }: Reading, state: string) {
  const engine = await theEngine();
  const env = {
    PATH: `${engine.folder}:${process.env.PATH ?? ""}`,
    HOME: folder,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
  return (pack: string): void => {
    const args = ["policy", "analyze", "--file", state, "--policy-pack", pack];
    const { status, stderr } = spawnSync(engine.pulumi, args, { encoding: "utf8", maxBuffer: 1 << 28, env });
    // Exit code 1: violations, which awsguard finds in most stacks.
    if (status !== 0 && status !== 1) {
      throw new Error(`policy analyze of ${resources.length} resources failed:\n${stderr}`);
    }
  };
}

async function analyzeFigures(size: number, rounds: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-policy-"));
  try {
    const reading = stackOf(size);
    const state = join(folder, "state.json");
    writeFileSync(state, JSON.stringify(deployment(reading)));
    const analyze = await analyzer(folder, reading, state);
    const empty = emptyPack(folder);
    const guard = awsGuardPath();
    const guardPack = guard === undefined ? undefined : writeAwsGuardPack(folder, guard);
    // It takes minutes for ten thousand resources.
    const checkov = size > 1000 ? undefined : checkovOn(folder, reading);
    const { own, ...peers } = await inTurns(
      {
        own: () => analyze(join(projectFolder, "policy")),
        "an empty pack": () => analyze(empty),
        ...(guardPack === undefined ? {} : { "@pulumi/awsguard": () => analyze(guardPack) }),
        ...(checkov === undefined ? {} : { checkov }),
      } as Record<"own" | "an empty pack" | "@pulumi/awsguard" | "checkov", () => void>,
      rounds,
      rounds > 1 && size <= 1000,
    );
    return Object.entries(peers).map(([what, values]) => ({
      what: `pulumi policy analyze, ${reading.resources.length.toLocaleString("en")} resources`,
      unit: "s",
      values: own,
      peer: { what, values },
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function run(quick: boolean): Promise<readonly Figure[]> {
  const sizes = quick ? [100] : [100, 1000, 10_000];
  const figures = ownTimeFigures(sizes, quick ? 1 : 5);
  for (const size of sizes) {
    figures.push(...(await analyzeFigures(size, quick ? 1 : 5)));
  }
  return figures;
}

/** Measures the policy pack. */
export const policySuite: Suite = {
  name: "policy",
  method:
    "Copies of the dev stack as it is after an update. Own time: all rules called directly, processor time. " +
    "`pulumi policy analyze` of the state: this pack beside a pack without policies, beside @pulumi/awsguard where " +
    "SECURE_ORIGIN_AWSGUARD names the folder that it is installed in, and beside checkov, up to a thousand, where SECURE_ORIGIN_PYTHON " +
    "names a Python that has it; checkov reads the same resources as a plan of Terraform's.",
  run,
};
