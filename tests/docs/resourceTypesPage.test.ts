import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { page, pageFile } from "../../tools/docs/resourceTypes";

describe("docs/reference/resource-types.md", () => {
  it("is up to date (npm run docs)", () => {
    assert.equal(readFileSync(pageFile, "utf8"), page());
  });
});
