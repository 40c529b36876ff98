import assert from "node:assert/strict";
import { commandsOf, judge } from "./commands";
import { blocksOf, pages, proseOf } from "./pages";

const written = pages();

describe("commands in pages", () => {
  for (const page of written) {
    const blocks = blocksOf(page).filter(({ info }) => /^sh\b/.test(info));
    if (blocks.length === 0) {
      continue;
    }
    it(`of ${page.file} can be run, or are marked as needing AWS`, () => {
      const wrong = blocks
        // Run elsewhere: tried blocks by tests/engine, the README's program by tests/package.
        .filter(({ comment = "" }) => !comment.startsWith("tried: ") && comment !== "commands of the program")
        .flatMap(({ info, code }) =>
          commandsOf(code).flatMap((command) => judge(command, info === "sh aws") ?? []),
        );
      assert.deepEqual(wrong, []);
      assert.deepEqual(
        blocks.filter(({ info }) => !["sh", "sh aws"].includes(info)),
        [],
      );
    });
  }

  it("named in a sentence exist as well", () => {
    const named = written.flatMap((page) =>
      [...proseOf(page).matchAll(/`((?:npm run|npx secure-origin|secure-origin) [^`…]+)`/g)].map(
        ([, command = ""]) => `${page.file}: ${judge(command.replace(/ <.*$/, ""), false) ?? ""}`,
      ),
    );
    assert.ok(named.length > 5);
    assert.deepEqual(
      named.filter((line) => !line.endsWith(": ")),
      [],
    );
  });

  it("are refused if a script, a subcommand or a flag does not exist", () => {
    assert.equal(judge("npm run nothing", false), "package.json has no script nothing");
    assert.match(judge("npx secure-origin sgin url", false) ?? "", /has no command/);
    assert.match(judge("npx secure-origin prove --stak dev", false) ?? "", /prove has no --stak/);
    assert.match(judge("pulumi up", false) ?? "", /nothing runs this/);
    assert.equal(judge("pulumi up", true), undefined);
    assert.equal(judge("npx secure-origin prove --stack dev", false), undefined);
  });
});
