import assert from "node:assert/strict";
import { RateLimiter } from "../../../app/access/rateLimiter";

describe("allowance", () => {
  it("counts for each viewer and in total, and starts again with each window", () => {
    const time = { now: 0 };
    const allowance = new RateLimiter(() => time.now, 60, 2, 3);
    const take = (...viewers: string[]): boolean[] => viewers.map((viewer) => allowance.take(viewer));
    assert.deepEqual(take("a", "a", "a", "b", "c"), [true, true, false, true, false]);
    time.now = 59;
    assert.deepEqual(take("d"), [false]);
    time.now = 60;
    assert.deepEqual(take("a", "c"), [true, true]);
  });

  it("drops its counts when there are too many, if no viewer may be refused because of others", () => {
    const allowance = new RateLimiter(() => 0, 60, 2, 3, "forget");
    const take = (...viewers: string[]): boolean[] => viewers.map((viewer) => allowance.take(viewer));
    assert.deepEqual(take("a", "a", "a", "b", "c", "b"), [true, true, false, true, true, true]);
    assert.deepEqual(take("a", "b"), [false, false], "three are remembered");
    assert.deepEqual(take("d", "a"), [true, true], "the fourth begins anew");
  });

  it("returns the seconds until the next window", () => {
    const time = { now: 120 };
    const allowance = new RateLimiter(() => time.now, 60, 2, 3);
    assert.equal(allowance.secondsLeft(), 60);
    time.now = 179;
    assert.equal(allowance.secondsLeft(), 1);
  });
});
