/** Tests of the programs on the pages, as they stand there, in a program that installed the package. */
import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { type Block, blocksOf, page, pages } from "../docs/pages";
import type { LocalStack } from "../support/localStack";
import type { Consumer } from "./consumer";

/** What a team adds beside the site that its own pack must refuse. */
const secondWayIn = `
import { LoadBalancer } from "@pulumi/aws/lb";
new LoadBalancer("shortcut", { internal: false, subnets: ["subnet-1", "subnet-2"] });
`;

const only = (blocks: readonly Block[], comment: string): Block => {
  const found = blocks.filter((block) => block.comment === comment);
  assert.equal(found.length, 1, `one block with the comment ${comment}`);
  return found[0] ?? assert.fail();
};

/**
 * Previews the README's program, and compiles every other piece of TypeScript on the pages.
 *
 * @param start makes a stack of a program's folder
 */
export function snippetTests(consumer: () => Consumer, start: (program: string) => LocalStack): void {
  describe("the README's program", () => {
    const blocks = blocksOf(page("README.md"));
    const program = only(blocks, "program").code;
    const commands = only(blocks, "commands of the program").code.trim().split("\n");
    let stack: LocalStack;

    /** Runs the page's commands, one after the other, and returns what the last one did. */
    const follow = async () => {
      let last = { code: 1, output: "", stdout: "" };
      for (const command of commands) {
        const [name, ...args] = command.split(" ");
        assert.equal(name, "pulumi");
        // The project's wrapper takes a relative pack for one of its own.
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

    it("passes the pack that came with the package, without any option", async () => {
      const run = await follow();
      assert.equal(run.code, 0, run.output);
      assert.match(run.output, /secure-origin@v/);
      assert.doesNotMatch(run.output, /\[mandatory\]/);
    });

    it("is refused with a load balancer on the internet beside it", async () => {
      consumer().write("readme/index.ts", `${program}${secondWayIn}`);
      const run = await follow();
      assert.notEqual(run.code, 0, run.output);
      assert.match(run.output, /\[mandatory\].* no-internet-facing-load-balancer .*shortcut/);
    });
  });

  it("every other program compiles, without a look into its types being skipped", () => {
    const blocks = pages()
      .filter(({ file }) => !file.startsWith("docs/reference/policies/"))
      .flatMap(blocksOf)
      // Recipes that are files are compiled with the examples.
      .filter(({ info, comment }) => info === "ts" && comment?.startsWith("file:") !== true);
    assert.ok(blocks.length >= 4);
    for (const [index, { code }] of blocks.entries()) {
      consumer().write(`snippets/${index}.ts`, code);
    }
    consumer().compile(["snippets/*.ts"], false);
  });
}
