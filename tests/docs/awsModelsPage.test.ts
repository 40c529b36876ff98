import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeModels } from "../../tools/docs/awsModels/describe";

describe("docs/contributing/aws-models.md", () => {
  const text = readFileSync(join(__dirname, "../../docs/contributing/aws-models.md"), "utf8");

  it("is what npm run docs writes", () => {
    assert.equal(text, describeModels());
  });

  it("says of each argument what limits it, that AWS documents nothing, or why it is not sent", () => {
    const rows = text
      .split("\n")
      .filter((line) => line.startsWith("| `") && line.split(" | ").length >= 3 && !line.includes("<https"));
    assert.ok(rows.length > 500, String(rows.length));
    for (const row of rows) {
      const [, member = "", words = ""] = row.slice(2, -2).split(" | ");
      const sent = !words.startsWith("not part of the request: ");
      assert.ok(sent ? member !== "" && words !== "" : member === "", row);
    }
  });
});
