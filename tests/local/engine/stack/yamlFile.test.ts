import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readYamlFile } from "../../../../local/engine/stack/yamlFile";
import { UserError } from "../../../../local/terminal/userError";

describe("a YAML file that the engine will read", () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "secure-origin-yaml-"));
    file = join(folder, "Pulumi.dev.yaml");
  });
  after(() => rmSync(folder, { recursive: true }));

  const read = (text: string) => {
    writeFileSync(file, text);
    return readYamlFile(file);
  };
  const refused = (text: string, message: string) =>
    assert.throws(
      () => read(text),
      (error: Error) => {
        assert.ok(error instanceof UserError);
        assert.equal(error.message, `${file}${message}`);
        return true;
      },
    );

  it("is what it says, empty where it says nothing, and undefined where it is not there", () => {
    assert.deepEqual(read("name: a\nconfig: { b: [1, x] } # a comment\n"), {
      name: "a",
      config: { b: [1, "x"] },
    });
    assert.deepEqual(read("# nothing\n"), {});
    assert.deepEqual(read("a: 1\n---\nb: 2\n"), { a: 1 });
    assert.deepEqual(read("a: !secret x\n"), { a: "x" });
    assert.equal(readYamlFile(join(folder, "missing.yaml")), undefined);
  });

  it("is refused in one line with file, line, column and reason where it is broken", () => {
    const end = "Correct it there and run the command again.";
    for (const [text, where, reason] of [
      [
        "config:\n  a: [1\n  b: 2\n",
        "3:3",
        "Flow sequence in block collection must be sufficiently indented and end with a ]",
      ],
      ["config:\n  a: 1\n  a: 2\n", "3:3", "a key occurs twice"],
      ["name: a\n  b: c\n", "1:7", "Nested mappings are not allowed in compact mappings"],
      ["config:\n\ta: 1\n", "2:1", "Tabs are not allowed as indentation"],
      ['a: "x\n', "2:1", 'Missing closing "quote'],
      ["- one\n", "1:1", "expected `key: value` lines"],
      ["just words\n", "1:1", "expected `key: value` lines"],
      ["a: *nothing\n", "1:4", "this alias has no anchor before it"],
    ] as const) {
      refused(text, `:${where} is not valid YAML: ${reason}. ${end}`);
    }
  });

  it("is refused without a word of what stands in it", () => {
    for (const text of [
      'a: "hunter2\\q"\n',
      "a: |hunter2\n  x\n",
      "a: *hunter2\n",
      "hunter2: 1\nhunter2: 2\n",
    ]) {
      assert.throws(
        () => read(text),
        ({ message }: Error) => !message.includes("hunter2"),
      );
    }
  });

  it("is refused where it cannot be read", () => {
    const place = join(folder, "Pulumi.yaml");
    mkdirSync(place);
    assert.throws(
      () => readYamlFile(place),
      ({ message }: Error) => message === `${place} cannot be read (EISDIR); make it a readable YAML file.`,
    );
  });
});
