import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { createProgram, runProgram } from "../../cli/program";
import { visible, visibleLine } from "../../cli/visible";
import { hiding, secureOrigin } from "./support";

const cli = join(__dirname, "..", "..", "cli");

/** Text in which characters that a terminal acts upon are frequent. */
const wild = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(...hiding, "\n", "\ud800", "\u2065", "\ufff0", "\u{e0041}"),
    ),
  )
  .map((parts) => parts.join(""));

/** What no output may hold, written without Unicode's categories. */
const acting =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb]/;

describe("what the command prints", () => {
  it("has no character that a terminal acts upon or hides, whatever the text", () => {
    fc.assert(
      fc.property(wild, (text) => {
        assert.doesNotMatch(visible(text), acting);
        assert.doesNotMatch(visibleLine(text), acting);
        assert.ok(!visibleLine(text).includes("\n"));
        assert.equal(visible(text).split("\n").length, text.split("\n").length);
      }),
    );
  });

  it("is unchanged where the text is usual, with its lines, signs and scripts", () => {
    const usual = 'deny: "é" … └─ ✗ 日本語 العربية 👍 \\u001b\n  https://a.example.com/?a=%1b';
    assert.equal(visible(usual), usual);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => assert.equal(visible(text), text)),
    );
  });

  it("shows each such character by its number", () => {
    assert.equal(
      visible("a\u001b[31mb\u009b\u007f\u202e\u200b\u2028\u2065\r\n\u{e0041}"),
      String.raw`a\u001b[31mb\u009b\u007f\u202e\u200b\u2028\u2065\u000d
\udb40\udc41`,
    );
    assert.equal(visibleLine("one\ntwo"), String.raw`one\u000atwo`);
  });

  it("says the same as JSON", () => {
    fc.assert(
      fc.property(wild, fc.constantFrom(undefined, 2), (text, indent) => {
        const value = { [text]: [text] };
        assert.deepEqual(JSON.parse(visible(JSON.stringify(value, undefined, indent))), value);
      }),
    );
  });

  it("is shown so in each error that quotes the command line", async () => {
    for (const character of hiding) {
      for (const args of [
        [`ex${character}plain`],
        ["explain", `--${character}`],
        ["explain", "https://a.example.com/", "--distribution", `${character}.json`],
        ["explain", "https://a.example.com/", "--distribution", "a.json", "--ip", `1${character}`],
        ["explain", "https://a.example.com/", "--distribution", "a.json", "--now", `1${character}`],
        ["explain-stack", `${character}.json`],
        ["keys", "list", "--config-file", `${character}.yaml`],
        ["prove", "--url", `https://${character}`],
        [
          "sign",
          "url",
          `https://a.example.com/${character}`,
          "--key-pair-id",
          "K",
          "--private-key",
          "k",
          "--expires-in",
          "1m",
        ],
        ["watch", "--since", `1${character}`],
      ]) {
        const { code, out, err } = await secureOrigin(...args);
        assert.notEqual(code, 0);
        assert.notEqual(err, "");
        assert.doesNotMatch(`${out}${err}`, acting, JSON.stringify(args));
      }
    }
  });

  it("goes through it in whatever way a caller takes the output", async () => {
    let said = "";
    const program = createProgram({
      outputError: (text, write) => write(text),
      writeErr: (text) => (said += text),
    });
    await runProgram(["\u001b[2J"], program);
    assert.equal(said, String.raw`error: unknown command '\u001b[2J'` + "\n");
  });

  it("is shown so in a defect's stack, too", () => {
    const folder = mkdtempSync(join(tmpdir(), "secure-origin-defect-"));
    try {
      mkdirSync(join(folder, "cli", "dist"), { recursive: true });
      cpSync(join(cli, "secure-origin.js"), join(folder, "cli", "secure-origin.js"));
      const program = JSON.stringify(join(cli, "dist", "program.js"));
      writeFileSync(
        join(folder, "cli", "dist", "program.js"),
        `module.exports = { ...require(${program}), runProgram: async () => { throw new Error("a\\u001b[2J\\u202eb"); } };`,
      );
      const run = spawnSync(process.execPath, [join(folder, "cli", "secure-origin.js")], {
        encoding: "utf8",
      });
      assert.deepEqual([run.status, run.stdout], [1, ""]);
      assert.match(run.stderr, /^Error: a\\u001b\[2J\\u202eb\n {4}at /);
      assert.doesNotMatch(run.stderr, acting);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
