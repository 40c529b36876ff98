import assert from "node:assert/strict";
import type { Answer } from "./load/load";
import { longestGap, table, tally } from "./tally";

/** Answers that took 10 ms each, by when the requests began; a negative number is a refused one. */
const answers = (...moments: number[]): Answer[] =>
  moments.map((moment) => ({
    name: "public page",
    began: Math.abs(moment),
    ended: Math.abs(moment) + 10,
    ...(moment < 0 && { wrong: "status 403", id: "r" }),
  }));
const why = (): string => "balancer: rule default";

describe("the results of a resilience test", () => {
  it("count the requests made during the change separately", () => {
    const row = tally("rotation", answers(100, 200, 300, 400), { from: 200, to: 300 }, why);
    assert.deepEqual([row.requests, row.inWindow, row.refused, row.failures], [4, 2, 0, []]);
  });

  it("fail for one refused request, with the time, the status and the hop that refused it", () => {
    const { refused, failures } = tally("rotation", answers(100, -200), { from: 0, to: 0 }, why);
    assert.equal(refused, 1);
    assert.deepEqual(failures, ["public page at 00:00:00.200: status 403; balancer: rule default"]);
  });

  it("list three refused requests, and count the rest", () => {
    const { failures } = tally("rotation", answers(-1, -2, -3, -4, -5), { from: 0, to: 0 }, why);
    assert.deepEqual([failures.length, failures.at(-1)], [4, "and 2 more"]);
  });

  it("allow as many refused requests as stated, and fail above that", () => {
    const within = tally("rotation", answers(-1, -2, 3), { from: 0, to: 0 }, why, 2);
    assert.deepEqual([within.refused, within.failures], [2, []]);
    assert.notDeepEqual(tally("rotation", answers(-1, -2, 3), { from: 0, to: 0 }, why, 1).failures, []);
  });

  it("fail if no requests were made", () => {
    assert.deepEqual(tally("rotation", [], { from: 0, to: 0 }, why).failures, ["no requests were made"]);
  });

  it("measure the longest time without a good answer, at the start and the end as well", () => {
    assert.equal(longestGap(answers(0, 100, 200)), 100);
    assert.equal(longestGap(answers(0, 100, -200, -300, 400)), 300);
    assert.equal(longestGap(answers(-0.1, 500)), 509.9);
    assert.equal(longestGap(answers(0, -490)), 490);
    assert.equal(longestGap([]), 0);
  });

  it("are a table with the failures of each row below it", () => {
    const rows = [
      tally("rotation", answers(100, -200), { from: 0, to: 300 }, why),
      tally("release", answers(100), { from: 0, to: 0 }, why),
    ];
    const [head = "", first = "", failed = "", second = ""] = table(rows).split("\n");
    assert.match(head, /^scenario +requests +during change +refused +longest gap$/);
    assert.match(first, /^rotation +2 +2 +1 +100 ms$/);
    assert.match(failed, /^ +FAILED +public page at/);
    assert.match(second, /^release +1 +0 +0 +10 ms$/);
  });
});
