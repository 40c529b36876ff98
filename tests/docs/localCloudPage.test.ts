import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../local/cloud/services/catalogue";
import { describeCloud } from "../../tools/docs/localCloud";

describe("docs/contributing/local-cloud.md", () => {
  const text = readFileSync(join(__dirname, "../../docs/contributing/local-cloud.md"), "utf8");

  it("is what npm run docs generates", () => {
    assert.equal(text, describeCloud());
  });

  it("has a chapter for every type, a line for every function, and a source for every refusal", () => {
    for (const { token } of catalogue.allResources()) {
      assert.ok(text.includes(`### \`${token}\``), token);
    }
    for (const { token } of catalogue.allFunctions()) {
      assert.ok(text.includes(`[\`${token}\`](https://`), token);
    }
    const refusals = text.split("\n").filter((line) => /\| \d{3} \||\) \d{3} \|/.test(line));
    assert.ok(refusals.length > 200, String(refusals.length));
    assert.ok(refusals.every((line) => /\[`[\w.]+`\]\(https:\/\/[^)]+\) \d{3}/.test(line)));
  });

  it("says what is not modelled", () => {
    assert.match(text, /## What it does not model\n\n\| subject \| consequence \|/);
  });
});
