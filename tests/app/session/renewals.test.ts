import assert from "node:assert/strict";
import { Renewals } from "../../../app/session/renewals";

const answer = { claims: { sub: "p" }, refreshToken: "next" };

describe("renewals", () => {
  it("are limited for one session to one in ten seconds and six in five minutes, whatever its token", async () => {
    const time = { now: 3_000 };
    const asked: string[] = [];
    const renewals = new Renewals(
      () => time.now,
      (token) => {
        asked.push(token);
        return Promise.resolve(answer);
      },
    );
    assert.equal(await renewals.ask({ token: "a", family: "f" }), answer);
    assert.equal(await renewals.ask({ token: "a", family: "f" }), answer, "side by side");
    assert.equal(await renewals.ask({ token: "b", family: "f" }), "later");
    assert.equal(await renewals.ask({ token: "c", family: "g" }), answer, "another session");
    assert.deepEqual(asked, ["a", "c"]);
    for (let step = 1; step <= 29; step += 1) {
      time.now = 3_000 + step * 10;
      await renewals.ask({ token: `f${step}`, family: "f" });
    }
    assert.equal(asked.length, 2 + 5);
    time.now = 3_300;
    assert.equal(await renewals.ask({ token: "later", family: "f" }), answer);
  });
});
