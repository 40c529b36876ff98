import assert from "node:assert/strict";
import { hasOriginPort, hasPort } from "../../../../policy/resources/network/ports";

describe("a range of ports", () => {
  it("has the ports from its first to its last, and any if it is not known", () => {
    assert.equal(hasPort({ first: 80, last: 443 }, [8443, 443]), true);
    assert.equal(hasPort({ first: 22, last: 22 }, [443]), false);
    assert.equal(hasPort(undefined, [443]), true);
    assert.equal(hasPort({ first: 22, last: 22 }, undefined), true);
  });

  it("is open to CloudFront with 80, 443 or a port from 1024 on", () => {
    assert.equal(hasOriginPort({ first: 22, last: 22 }), false);
    assert.equal(hasOriginPort({ first: 444, last: 1023 }), false);
    assert.equal(hasOriginPort({ first: 22, last: 80 }), true);
    assert.equal(hasOriginPort({ first: 8443, last: 8443 }), true);
    assert.equal(hasOriginPort(undefined), true);
  });
});
