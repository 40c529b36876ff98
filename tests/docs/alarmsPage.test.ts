import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ALARMS_PAGE, alarmsPage } from "../../tools/docs/alarms";

describe("docs/reference/alarms.md", () => {
  it("is up to date (npm run docs)", () => {
    assert.equal(readFileSync(ALARMS_PAGE, "utf8"), alarmsPage());
  });
});
