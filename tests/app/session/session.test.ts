import assert from "node:assert/strict";
import fc from "fast-check";
import { lastEnd, nextEnd, type Session, upkeepOf } from "../../../app/session/session";

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
    assert.equal(upkeepOf(session, 200, times, true, 600), "none");
  });

  it("signs again when the signed cookies are past half of their time", () => {
    assert.equal(upkeepOf(session, 301, times, true, 600), "sign");
  });

  it("does not sign for a person who has no cookies", () => {
    assert.equal(upkeepOf({ ...session, signedUntil: 0 }, 301, times, true, 0), "none");
  });

  it("asks the issuer in the last third", () => {
    assert.equal(upkeepOf(session, 1_201, times, true, 600), "ask");
  });

  it("leaves a session to end that nothing can renew", () => {
    assert.equal(upkeepOf({ ...session, signedUntil: 9_999 }, 1_201, times, false, 600), "none");
    assert.equal(upkeepOf(session, 1_201, times, false, 600), "sign");
  });

  it("never grows beyond the last end", () => {
    fc.assert(
      fc.property(fc.nat(40_000), (now) => {
        const expires = nextEnd(0, now, times);
        assert.ok(expires <= lastEnd(0, times));
        const late = { ...session, expires: lastEnd(0, times), signedUntil: 99_999 };
        assert.equal(upkeepOf(late, now, times, true, 600), "none");
      }),
    );
  });
});
