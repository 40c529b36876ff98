import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { secureOrigin } from "../cli/support";
import { theEngine } from "../support/localStack";
import { misconfigurations } from "./misconfigurations/all";
import { compliantStacks } from "./misconfigurations/compliantStacks";
import { read } from "./misconfigurations/stackModel";
import { deployment } from "./misconfigurations/state";

describe("a baseline of an existing stack, on the real engine", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "adopt-"));
  after(() => rmSync(folder, { recursive: true }));
  const state = join(folder, "state.json");
  const config = join(folder, "policy.json");
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

  function write(...ids: string[]): void {
    const stack = ids.reduce((before, id) => {
      const found = misconfigurations.find((each) => each.id === id);
      assert.ok(found, id);
      return found.change(before);
    }, compliantStacks.nlbAndEc2.build());
    writeFileSync(state, JSON.stringify(deployment(read(stack, "known"))));
  }

  async function analyzed(): Promise<{ status: number | null; text: string }> {
    const engine = await theEngine();
    const pack = ["--policy-pack", join(projectFolder, "policy"), "--policy-pack-config", config];
    const { status, stdout, stderr } = spawnSync(
      engine.pulumi,
      ["policy", "analyze", "--file", state, ...pack],
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
    return { status, text: stdout + stderr };
  }

  it("lets today's findings pass as advice, fails on new ones, on a stale entry and on one past its day", async () => {
    const today = ["instance-public-address", "elastic-ip-on-instance"];
    write(...today);
    writeFileSync(config, "{}\n");
    assert.equal((await analyzed()).status, 1);

    const { code } = await secureOrigin(
      "baseline",
      state,
      "--config",
      config,
      "--owner",
      "ops",
      "--until",
      until,
    );
    assert.equal(code, 0);
    const accepted = await analyzed();
    assert.equal(accepted.status, 0, accepted.text);
    assert.match(
      accepted.text,
      new RegExp(`Waived until ${until} \\(ops\\): Found on \\S+, when the pack was adopted`),
    );

    write(...today, "instance-port-world");
    const worse = await analyzed();
    assert.equal(worse.status, 1, worse.text);
    assert.match(worse.text, /no-open-security-group/);

    write("instance-public-address");
    const better = await analyzed();
    assert.equal(better.status, 1, better.text);
    assert.match(better.text, /the waiver of no-public-address has nothing to waive/);
    await secureOrigin("baseline", state, "--config", config, "--prune");
    assert.equal((await analyzed()).status, 0);

    writeFileSync(config, readFileSync(config, "utf8").replaceAll(until, "2026-01-31"));
    const late = await analyzed();
    assert.equal(late.status, 1);
    assert.match(late.text, /the waiver of no-public-address, which ops answers for, expired on 2026-01-31/);
  });
});
