import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ALARMS_PAGE, alarmsPage } from "../../tools/docs/alarms";

describe("docs/reference/alarms.md", () => {
  it("says of every alarm what its definition says", () => {
    assert.equal(readFileSync(ALARMS_PAGE, "utf8"), alarmsPage());
  });
});
