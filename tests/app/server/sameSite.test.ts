import assert from "node:assert/strict";
import { fromOwnPage } from "../../../app/server/sameSite";

const own = ["https://members.example.com"];

describe("forms", () => {
  it("count when the browser says that one of the site's pages sent them", () => {
    assert.ok(fromOwnPage({ origin: "https://members.example.com", secFetchSite: "same-origin" }, own));
    assert.ok(fromOwnPage({ origin: undefined, secFetchSite: "same-origin" }, own));
  });

  for (const [origin, secFetchSite] of [
    ["https://other.example", "cross-site"],
    ["https://neighbour.example.com", "same-site"],
    ["https://members.example.com.other.example", "cross-site"],
    ["http://members.example.com", "same-site"],
    ["null", "same-origin"],
    [undefined, "same-site"],
    [undefined, "none"],
    [undefined, undefined],
  ]) {
    it(`do not count from ${origin ?? "nobody"}, ${secFetchSite ?? "not said"}`, () => {
      assert.equal(fromOwnPage({ origin, secFetchSite }, own), false);
    });
  }
});
