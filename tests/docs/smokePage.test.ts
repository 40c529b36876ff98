import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { SMOKE_PAGE, smokePage } from "../../tools/docs/smoke";

describe("docs/contributing/smoke.md", () => {
  it("is up to date (npm run docs)", () => {
    assert.equal(readFileSync(SMOKE_PAGE, "utf8"), smokePage());
  });
});
