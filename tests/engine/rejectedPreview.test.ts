import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { LocalStack } from "../support/localStack";

const readme = join(projectFolder, "README.md");
const block = /(<!-- preview of tests\/engine\/programs\/unsigned-path -->\n```text\n)([\s\S]*?)(```)/;

/** Returns the mandatory violations that a preview prints, without the pack's folder. */
function shown(output: string): string {
  const policies = output
    .slice(output.indexOf("Policies:"), output.indexOf("Diagnostics:"))
    .replace(/^ {8}- \[advisory\].*\n(?: {10}.*\n)*/gm, "");
  return `${policies
    .replace(/\(local: [^)]*\)/g, "(local: policy)")
    .replace(/[ \t]+$/gm, "")
    .trim()}\n`;
}

/** The programs declare no secure paths, and one has no distribution: the options name the paths, and protect every server. */
const options = ["--policy-pack-config", "policy/config/dev.json"];

describe("the policy pack in preview, on the real engine", () => {
  const stacks: LocalStack[] = [];
  const previewOf = (name: string, ...more: string[]) => {
    const stack = new LocalStack("dev", join(__dirname, "programs", name));
    stacks.push(stack);
    return stack.preview(...more);
  };
  after(() => {
    for (const stack of stacks) {
      stack.remove();
    }
  });

  it("rejects an internet-facing load balancer and an open security group, with what to change", async () => {
    const run = await previewOf("internet-facing", ...options);
    assert.notEqual(run.code, 0, run.output);
    assert.match(run.output, /\[mandatory\].*no-internet-facing-load-balancer.*aws:lb:LoadBalancer: shop/);
    assert.match(run.output, /Set internal to true/i);
    assert.match(run.output, /no-open-security-group.*aws:ec2:SecurityGroup: shop/);
  });

  it("rejects a secure path that an earlier behavior serves unsigned, with a URL as an example", async () => {
    const run = await previewOf("unsigned-path", ...options);
    assert.notEqual(run.code, 0, run.output);
    assert.match(run.output, /\[mandatory\].*secure-paths-need-trusted-key-groups/);
    assert.match(run.output, /\/premium\/\S*\.jpg is served without a signature by behavior #2 "\*\.jpg"/);
  });

  it("creates nothing that it rejects when up runs without a preview", async () => {
    const stack = new LocalStack("dev", join(__dirname, "programs", "unsigned-path"));
    stacks.push(stack);
    const run = await stack.pulumi(
      "up",
      "--yes",
      "--skip-preview",
      "--non-interactive",
      "--policy-pack",
      "policy",
      ...options,
    );
    assert.notEqual(run.code, 0, run.output);
    assert.ok(!stack.types().includes("aws:cloudfront/distribution:Distribution"), run.output);
  });

  it("is shown in the README as it prints", async () => {
    const expected = shown((await previewOf("unsigned-path", ...options)).output);
    const text = readFileSync(readme, "utf8");
    assert.match(text, block);
    // UPDATE_README=1 writes the engine's output into the README.
    if (process.env.UPDATE_README === "1") {
      writeFileSync(
        readme,
        text.replace(block, (_all, open: string, _old, close: string) => open + expected + close),
      );
    }
    assert.equal(block.exec(readFileSync(readme, "utf8"))?.[2], expected);
  });
});
