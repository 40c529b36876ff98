import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { theEngine } from "../support/localStack";
import { misconfigurations } from "./misconfigurations/all";
import { compliantStacks } from "./misconfigurations/compliantStacks";
import { harmless } from "./misconfigurations/harmless";
import { type Harmless, offender } from "./misconfigurations/misconfiguration";
import { type Moment, read } from "./misconfigurations/stackModel";
import { deployment } from "./misconfigurations/state";

interface PolicyEvent {
  readonly policyName: string;
  readonly resourceUrn?: string;
  readonly enforcementLevel: string;
}

describe("pulumi policy analyze, on the real engine", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "analyze-"));
  after(() => rmSync(folder, { recursive: true }));

  /** Analyzes a stack in a file, without a program, a provider or an account. */
  async function analyzed(
    one: Harmless,
    moment: Moment,
  ): Promise<{ status: number | null; events: PolicyEvent[] }> {
    const { build, environment } = compliantStacks[one.base];
    const state = join(folder, "state.json");
    writeFileSync(state, JSON.stringify(deployment(read(one.change(build()), moment))));
    const engine = await theEngine();
    const config = join(projectFolder, `policy/config/${environment}.json`);
    const pack = ["--policy-pack", join(projectFolder, "policy"), "--policy-pack-config", config];
    const { status, stdout, stderr } = spawnSync(
      engine.pulumi,
      ["policy", "analyze", "--file", state, ...pack, "--json"],
      {
        encoding: "utf8",
        env: {
          PATH: `${engine.folder}:${process.env.PATH ?? ""}`,
          HOME: folder,
          PULUMI_HOME: join(folder, "home"),
          PULUMI_SKIP_UPDATE_CHECK: "true",
          PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        },
      },
    );
    const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
    assert.ok(lines.length > 0, stderr);
    const events = lines.flatMap(
      (line) => (JSON.parse(line) as { policyEvent?: PolicyEvent }).policyEvent ?? [],
    );
    return { status, events };
  }

  const chosen: [id: string, moment: Moment][] = [
    ["path-public-nlb-to-alb", "preview"],
    ["function-url-inside-vpc", "preview"],
    ["prefix-list-entries-add-up", "known"],
    ["origin-alb-by-output", "preview"],
    ["public-secret-opens-signed-tier", "preview"],
    ["second-role-reads-secret", "known"],
    ["log-bucket-public-acl", "known"],
  ];
  for (const [id, moment] of chosen) {
    it(`rejects ${id}, ${moment === "known" ? "after an update" : "in a first preview"}`, async () => {
      const misconfiguration = misconfigurations.find((each) => each.id === id);
      assert.ok(misconfiguration);
      const urn = offender(
        misconfiguration,
        misconfiguration.change(compliantStacks[misconfiguration.base].build()),
      );
      const { status, events } = await analyzed(misconfiguration, moment);
      const found = events.filter(
        ({ policyName, resourceUrn }) => policyName === misconfiguration.rule && resourceUrn === urn,
      );
      assert.ok(found.length > 0, JSON.stringify(events, null, 2));
      assert.equal(status, 1);
    });
  }

  for (const base of Object.keys(compliantStacks)) {
    it(`accepts ${base} as it is, in a first preview and after an update`, async () => {
      const one = harmless.find(({ id }) => id === `unchanged-${base}`);
      assert.ok(one);
      for (const moment of ["preview", "known"] as const) {
        const { status, events } = await analyzed(one, moment);
        assert.deepEqual(
          events.filter(({ enforcementLevel }) => enforcementLevel === "mandatory"),
          [],
        );
        assert.equal(status, 0);
      }
    });
  }
});
