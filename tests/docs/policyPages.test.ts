import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pages, pagesFolder } from "../../tools/docs/policies";

describe("docs/reference/policies", () => {
  const all = pages();

  it("has a page for every rule, and no other", () => {
    assert.deepEqual(readdirSync(pagesFolder).sort(), [...all.keys()].sort());
  });
  for (const [file, text] of all) {
    it(`${file} is up to date (npm run docs)`, () => {
      assert.equal(readFileSync(join(pagesFolder, file), "utf8"), text);
    });
  }
});
