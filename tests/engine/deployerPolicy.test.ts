/** The policies of `deployer-policy` for each example program, on the real engine. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { judgeDeployer } from "../cli/deployerPolicy/judgeDeployer";
import { exampleFolder } from "../support/exampleFolder";
import { LocalStack } from "../support/localStack";

/** Judges a stack that is up. */
async function judge(stack: LocalStack): Promise<void> {
  const state = JSON.parse((await stack.pulumi("stack", "export")).stdout) as unknown;
  const { calls, ...problems } = await judgeDeployer(state, stack.account(), stack.folder.cloud);
  assert.ok(calls > 30, `${calls} calls`);
  assert.deepEqual(problems, { refused: [], allowed: [], tooLong: [], leftOut: [] });
}

describe("the policies for the deployer of an example", () => {
  let root: string;
  const stacks: LocalStack[] = [];
  before(() => {
    root = exampleFolder();
  });
  after(() => {
    for (const stack of stacks) {
      stack.remove();
    }
    rmSync(root, { recursive: true, force: true });
  });
  const stackOf = (program: string, neighbour?: LocalStack): LocalStack => {
    const stack = new LocalStack("dev", program, neighbour);
    stacks.push(stack);
    return stack;
  };

  for (const name of ["smallest", "nginx", "change-a-child", "two-applications", "ecs"]) {
    it(`${name} allow every call of its deployment, and none of sixty others`, async () => {
      const stack = stackOf(join(root, "examples", name));
      await stack.up();
      await judge(stack);
    });
  }

  it("yaml allow every call of its deployment, and none of sixty others", async () => {
    const stack = stackOf(join(projectFolder, "examples", "yaml"));
    await stack.up();
    await judge(stack);
  });

  it("existing-vpc-and-load-balancer allow every call in front of what another stack made", async () => {
    const platform = stackOf(join(projectFolder, "tests", "engine", "programs", "platform"));
    await platform.up();
    const site = stackOf(join(root, "examples", "existing-vpc-and-load-balancer"), platform);
    const given = Object.entries(await platform.outputs())
      .map(([key, value]) => `  existing-vpc-and-load-balancer:${key}: ${JSON.stringify(value)}\n`)
      .join("");
    await site.up(...site.configured(() => `config:\n  aws:region: eu-west-1\n${given}`));
    await judge(site);
  });
});
