import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { OptionError, type PackOptions } from "../../policy/options";
import { makePolicies } from "../../policy/pack";
import { distribution, loadBalancer, open } from "./support/fixtures";
import { type PackServer, startPack } from "./support/packServer";

const folder = resolve(__dirname, "../../policy");
const names = [
  "no-internet-facing-load-balancer",
  "no-public-address",
  "no-open-security-group",
  "secure-paths-need-trusted-key-groups",
];

describe("makePolicies", () => {
  it("has exactly these rules", () => {
    assert.deepEqual(
      makePolicies().map(({ name }) => name),
      names,
    );
  });

  for (const policy of makePolicies()) {
    it(`tells all about ${policy.name}`, () => {
      assert.match(policy.name, /^[a-z]+(-[a-z]+)+$/);
      assert.match(policy.displayName ?? "", /^[A-Z]/);
      assert.match(policy.description, /^[A-Z].*\.$/);
      assert.match(policy.remediationSteps ?? "", /^[A-Z].*\.$/s);
      assert.equal(policy.severity, "critical");
      assert.equal(policy.enforcementLevel, "mandatory");
      assert.ok((policy.tags ?? []).length > 0);
    });
  }

  it("refuses a misspelt option", () => {
    assert.throws(() => makePolicies({ securePath: ["/a"] } as PackOptions), OptionError);
  });
});

describe("the pack", () => {
  let pack: PackServer;
  before(async () => {
    const printed = execFileSync(process.execPath, ["build.js"], { cwd: folder, encoding: "utf8" });
    assert.equal(printed, "");
    pack = await startPack(folder);
  });
  after(() => pack.stop());

  it("starts under Pulumi and offers its rules, each mandatory, with a schema that refuses other options", async () => {
    const info = await pack.info();
    assert.equal(info.getName(), "secure-origin");
    assert.deepEqual(
      info.getPoliciesList().map((policy) => policy.getName()),
      names,
    );
    for (const policy of info.getPoliciesList()) {
      assert.equal(policy.getEnforcementlevel(), EnforcementLevel.MANDATORY);
      const schema = policy.getConfigschema()?.getProperties()?.toJavaScript() as {
        options: { additionalProperties: boolean };
      };
      assert.equal(schema.options.additionalProperties, false);
    }
  });

  it("protects the members' paths when nothing is configured", async () => {
    const orderedCacheBehaviors = [open("/premium/*"), open("/downloads/*"), open("/secure/*")];
    const violations = await pack.analyze(distribution({ orderedCacheBehaviors }));
    assert.deepEqual(
      violations.map(({ message }) => /: (\S+) is served/.exec(message)?.[1]),
      ["/premium/a", "/downloads/a", "/secure/a"],
    );
    assert.ok(violations.every(({ level }) => level === "mandatory"));
  });

  it("takes the options of a policy configuration", async () => {
    const policy = "secure-paths-need-trusted-key-groups";
    await pack.configure(policy, { options: { securePaths: ["/vault/*"] } });
    const violations = await pack.analyze(distribution());
    await pack.configure(policy, {});
    assert.deepEqual(
      violations.map(({ message }) => /: (\S+) is served/.exec(message)?.[1]),
      ["/vault/a"],
    );
  });

  it("accepts good resources", async () => {
    assert.deepEqual(await pack.analyze(distribution()), []);
    assert.deepEqual(await pack.analyze(loadBalancer()), []);
  });
});

describe("a pack that was not built", () => {
  it("says so, and how to build it, in one line", () => {
    const copy = mkdtempSync(join(tmpdir(), "pack-"));
    try {
      for (const file of ["start.js", "package.json", "PulumiPolicy.yaml"]) {
        cpSync(join(folder, file), join(copy, file));
      }
      const { status, stderr } = spawnSync(process.execPath, [copy], { encoding: "utf8" });
      assert.equal(status, 1);
      assert.equal(
        stderr,
        `The policy pack is not built yet. Build it with: node ${join(copy, "build.js")}\n`,
      );
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});
