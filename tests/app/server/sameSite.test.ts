import assert from "node:assert/strict";
import { fromOwnPage } from "../../../app/server/sameSite";

const own = ["https://members.example.com"];

describe("forms", () => {
  it("are accepted when the browser reports that a page of the site sent them", () => {
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
    it(`are refused with origin ${origin ?? "none"}, Sec-Fetch-Site ${secFetchSite ?? "none"}`, () => {
      assert.equal(fromOwnPage({ origin, secFetchSite }, own), false);
    });
  }
});
