import assert from "node:assert/strict";
import { maskedQuery } from "../../../../local/edge/log/record";

describe("the query string in what the edge shows of a request", () => {
  it("keeps the names of credentials and none of their values", () => {
    assert.equal(
      maskedQuery("size=large&Expires=1&Signature=abc~_&Key-Pair-Id=K1&Policy=p&Hash-Algorithm=SHA256"),
      "size=large&Expires=…&Signature=…&Key-Pair-Id=…&Policy=…&Hash-Algorithm=…",
    );
    assert.equal(maskedQuery("code=one-time&state=s&iss=i"), "code=…&state=…&iss=i");
  });

  it("leaves everything else as it was written", () => {
    for (const query of ["", "a=1&b", "promocode=x&MySignature=y", "a=code=b"]) {
      assert.equal(maskedQuery(query), query);
    }
  });
});
