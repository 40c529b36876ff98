/** Tests of the programs in the documentation, in a program that installed the package. */
import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { type Block, blocksOf, page, pages } from "../docs/pages";
import type { LocalStack } from "../support/localStack";
import type { Consumer } from "./consumer";

/** An internet-facing load balancer, which the pack must refuse. */
const internetFacing = `
import { SecurityGroup } from "@pulumi/aws/ec2";
import { Listener, LoadBalancer } from "@pulumi/aws/lb";
const open = new SecurityGroup("open", {
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
});
const shortcut = new LoadBalancer("shortcut", {
  internal: false,
  subnets: ["subnet-1", "subnet-2"],
  securityGroups: [site.albSecurityGroupId, open.id],
});
new Listener("shortcut", {
  loadBalancerArn: shortcut.arn,
  port: 443,
  protocol: "HTTPS",
  certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/6a2f1c34-6d0e-4b57-9f3e-0c6f1f2a7d11",
  defaultActions: [{ type: "forward", targetGroupArn: site.targetGroupArns[0] }],
});
`;

const only = (blocks: readonly Block[], comment: string): Block => {
  const found = blocks.filter((block) => block.comment === comment);
  assert.equal(found.length, 1, `one block with the comment ${comment}`);
  return found[0] ?? assert.fail();
};

/**
 * Previews the README's program, and compiles all other TypeScript in the documentation.
 *
 * @param strict - a program that uses the package's types, compiled with them
 * @param start - creates a stack of a program's folder
 */
export function snippetTests(
  consumer: () => Consumer,
  strict: string,
  start: (program: string) => LocalStack,
): void {
  describe("the README's program", () => {
    const blocks = blocksOf(page("README.md"));
    const program = only(blocks, "program").code;
    const commands = only(blocks, "commands of the program").code.trim().split("\n");
    let stack: LocalStack;

    /** Runs the page's commands in order. @returns the result of the last */
    const runCommands = async () => {
      let last = { code: 1, output: "", stdout: "" };
      for (const command of commands) {
        const [name, ...args] = command.split(" ");
        assert.equal(name, "pulumi");
        // The project's wrapper takes relative packs from the project.
        const absolute = args.map((one) =>
          one.startsWith("node_modules/") ? join(consumer().folder, one) : one,
        );
        last = await stack.pulumi(...absolute);
      }
      return last;
    };
    before(() => {
      consumer().write("readme/Pulumi.yaml", "name: shop\nruntime: nodejs\n");
      consumer().write("readme/index.ts", program);
      copyFileSync(
        join(projectFolder, "examples/smallest/boot.sh"),
        join(consumer().folder, "readme", "boot.sh"),
      );
      stack = start(join(consumer().folder, "readme"));
    });

    it("passes the pack in the package, without any option", async () => {
      const run = await runCommands();
      assert.equal(run.code, 0, run.output);
      assert.match(run.output, /secure-origin@v/);
      assert.doesNotMatch(run.output, /\[mandatory\]/);
    });

    it("is refused with an internet-facing load balancer that forwards to its servers", async () => {
      consumer().write("readme/index.ts", `${program}${internetFacing}`);
      const run = await runCommands();
      assert.notEqual(run.code, 0, run.output);
      assert.match(run.output, /\[mandatory\].* no-internet-facing-load-balancer .*shortcut/);
    });
  });

  it("all other programs compile without skipLibCheck, and one that uses the types of components and signer", () => {
    const blocks = pages()
      .filter(({ file }) => !file.startsWith("docs/reference/policies/"))
      .flatMap(blocksOf)
      // Recipes in files are compiled with the examples.
      .filter(({ info, comment }) => info === "ts" && comment?.startsWith("file:") !== true);
    assert.ok(blocks.length >= 4);
    for (const [index, { code }] of blocks.entries()) {
      consumer().write(`snippets/${index}.ts`, code);
    }
    consumer().write("strict.ts", strict);
    // One run of the compiler for all, which reads Pulumi's types for seconds.
    consumer().compile(["strict.ts", "snippets/*.ts"], false);
  });
}
