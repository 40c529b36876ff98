import assert from "node:assert/strict";
import fc from "fast-check";
import {
  beganInTime,
  isPlausible,
  lastEnd,
  nextEnd,
  type Session,
  upkeepOf,
} from "../../../app/session/session";

const times = { minutes: 30, maxHours: 8 };
const session: Session = {
  family: "f",
  person: "p",
  name: "P",
  grants: ["premium"],
  started: 0,
  expires: 1_800,
  signedUntil: 600,
};

describe("upkeep of a session", () => {
  it("does nothing while everything is fresh", () => {
    assert.equal(upkeepOf(session, 200, times, true, 600, true), "none");
  });

  it("signs again when the signed cookies are past half of their time", () => {
    assert.equal(upkeepOf(session, 301, times, true, 600, true), "sign");
  });

  it("does not sign for a person who has no cookies", () => {
    assert.equal(upkeepOf({ ...session, signedUntil: 0 }, 301, times, true, 0, true), "none");
  });

  it("asks the issuer in the last third of the session", () => {
    assert.equal(upkeepOf(session, 1_201, times, true, 600, true), "ask");
  });

  it("lets a session end when nothing can renew it", () => {
    assert.equal(upkeepOf({ ...session, signedUntil: 9_999 }, 1_201, times, false, 600, true), "none");
    assert.equal(upkeepOf(session, 1_201, times, false, 600, true), "sign");
  });

  it("asks the issuer before a newer key seals the session, once a cookie has to be set", () => {
    assert.equal(upkeepOf(session, 200, times, true, 600, false), "none");
    assert.equal(upkeepOf(session, 301, times, true, 600, false), "ask");
    assert.equal(upkeepOf(session, 301, times, false, 600, false), "sign");
  });

  it("never extends a session beyond its final end", () => {
    fc.assert(
      fc.property(fc.nat(40_000), (now) => {
        const expires = nextEnd(0, now, times);
        assert.ok(expires <= lastEnd(0, times));
        const late = { ...session, expires: lastEnd(0, times), signedUntil: 99_999 };
        assert.equal(upkeepOf(late, now, times, true, 600, true), "none");
      }),
    );
  });
});

describe("times of a session", () => {
  const now = 100_000;
  const [longest, most] = [times.minutes * 60, times.maxHours * 3_600];

  for (const [what, started, expires, plausible] of [
    ["is new", now, now + longest, true],
    ["was made by an instance whose clock is a minute ahead", now + 60, now + 60 + longest, true],
    ["began later than clocks differ", now + 61, now + longest, false],
    ["ends later than a new one", now, now + 61 + longest, false],
    ["ends later than the last end", now - most + 60, now + 61, false],
    ["ends with the last end", now - most + 60, now + 60, true],
    ["is as old as none can be", now - most, now, false],
  ] as const) {
    it(`are ${plausible ? "plausible" : "refused"} where it ${what}`, () => {
      assert.equal(isPlausible({ ...session, started, expires }, now, times), plausible);
    });
  }

  it("of a renewal are refused if it began in the future, beyond clock skew, or longer ago than any session lasts", () => {
    const began = [now + 61, now + 60, now, now + 1 - most, now - most];
    assert.deepEqual(
      began.map((started) => beganInTime({ started }, now, times)),
      [false, true, true, true, false],
    );
  });
});
