/** Tests that Pulumi publishes the packed policy pack, and enables it with a ready configuration. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";
import { PulumiCloud } from "./pulumiCloud";

interface Uploaded {
  readonly name: string;
  readonly versionTag: string;
  readonly policies: readonly { readonly name: string; readonly configSchema?: object }[];
}

const filesIn = (folder: string): string[] =>
  execFileSync("find", [folder, "-type", "f", "-printf", "%P\\n"], { encoding: "utf8" })
    .trim()
    .split("\n")
    .sort();

/** Tests the pack in an installed package, with a stand-in for Pulumi Cloud. */
export function policyPublishTests(installed: () => string): void {
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-publish-"));
  const cloud = new PulumiCloud(join(folder, "home"));
  before(() => cloud.start());
  after(() => {
    cloud.close();
    rmSync(folder, { recursive: true });
  });

  it("is uploaded whole by pulumi policy publish, with the version of the package and the schema of its options", async () => {
    const pack = join(installed(), "dist", "policy");
    const run = await cloud.pulumi(pack, "policy", "publish", "acme");
    assert.equal(run.code, 0, run.output);
    assert.match(run.output, new RegExp(`^Publishing "secure-origin" - version ${version} to "acme"$`, "m"));
    const told = cloud.request("POST", "/api/orgs/acme/policypacks");
    const { name, versionTag, policies } = JSON.parse(told?.body.toString() ?? "{}") as Uploaded;
    assert.deepEqual([name, versionTag], ["secure-origin", version]);
    assert.ok(policies.find((policy) => policy.name === "pack-settings")?.configSchema !== undefined);

    writeFileSync(join(folder, "pack.tgz"), cloud.request("PUT", "/upload")?.body ?? "");
    execFileSync("tar", ["-xzf", "pack.tgz"], { cwd: folder });
    const uploaded = join(folder, "package");
    assert.deepEqual(filesIn(uploaded), filesIn(pack));
    const manifest = JSON.parse(readFileSync(join(uploaded, "package.json"), "utf8")) as {
      peerDependencies: Record<string, string>;
    };
    // npm installs peers, and no script runs, where a stack is previewed.
    assert.deepEqual(Object.keys(manifest.peerDependencies), ["@pulumi/policy", "@pulumi/pulumi"]);
    assert.ok(!("scripts" in manifest));
  });

  it("is enabled for a policy group with the configuration that --policy-pack-config takes", async () => {
    const config = join(installed(), "dist", "policy", "config", "prod.json");
    const run = await cloud.pulumi(
      folder,
      ...[
        "policy",
        "enable",
        `acme/secure-origin`,
        version,
        "--policy-group",
        "production",
        "--config",
        config,
      ],
    );
    assert.equal(run.code, 0, run.output);
    const enabled = cloud.request("PATCH", "/api/orgs/acme/policygroups/production")?.body.toString();
    const { addPolicyPack } = JSON.parse(enabled ?? "{}") as {
      addPolicyPack: { versionTag: string; config: Record<string, { options?: object }> };
    };
    assert.equal(addPolicyPack.versionTag, version);
    const { "pack-settings": settings } = JSON.parse(readFileSync(config, "utf8")) as {
      "pack-settings": { options: object };
    };
    assert.deepEqual(addPolicyPack.config["pack-settings"]?.options, settings.options);
  });
}
