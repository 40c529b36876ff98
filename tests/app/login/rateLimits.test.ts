import assert from "node:assert/strict";
import { loginRateLimits } from "../../../app/login/rateLimits";

describe("allowances of logins", () => {
  it("never refuse a start because others have started many, and limit how many complete", () => {
    const { start, callback } = loginRateLimits(() => 0);
    for (let network = 0; network < 20_000; network += 1) {
      assert.ok(start.take(`2001:db8:0:${network.toString(16)}::/64`));
      assert.ok(callback.take(`2001:db8:0:${network.toString(16)}::/64`));
    }
    assert.ok(start.take("198.51.100.10"));
    assert.ok(!callback.take("198.51.100.10"));
  });

  it("are sixty for one viewer", () => {
    for (const allowance of Object.values(loginRateLimits(() => 0))) {
      const taken = Array.from({ length: 61 }, () => allowance.take("198.51.100.10"));
      assert.deepEqual([taken.indexOf(false), taken.length], [60, 61]);
    }
  });
});
