import assert from "node:assert/strict";
import fc from "fast-check";
import { EndedIds } from "../../../app/session/endedIds";

function setUp(most: number) {
  const time = { now: 1_000 };
  return { time, ended: new EndedIds(() => time.now, 600, most) };
}

describe("ended ids", () => {
  it("are refused, and no others", () => {
    const { ended } = setUp(10);
    ended.add("a", 900);
    assert.deepEqual([ended.has("a", 900), ended.has("b", 900), ended.has("b", 0)], [true, false, false]);
  });

  it("make room by dropping what has expired", () => {
    const { ended, time } = setUp(2);
    ended.add("a", 900);
    ended.add("b", 1_000);
    time.now = 1_500;
    ended.add("c", 1_400);
    assert.deepEqual([ended.has("b", 1_000), ended.has("c", 1_400)], [true, true]);
    // Nothing that lives was forgotten, so nothing else is refused.
    assert.equal(ended.has("d", 950), false);
  });

  it("that find no room are refused together with every session that began no later", () => {
    const { ended } = setUp(2);
    ended.add("a", 990);
    ended.add("b", 980);
    ended.add("c", 1_000);
    assert.deepEqual([ended.has("a", 990), ended.has("b", 980), ended.has("c", 1_000)], [true, true, true]);
    assert.deepEqual([ended.has("d", 980), ended.has("d", 981)], [true, false]);
  });

  it("stay refused as long as they could live, however many come", () => {
    const id = fc.record({ name: fc.nat(60).map(String), age: fc.nat(599) });
    fc.assert(
      fc.property(fc.array(id, { maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (ids, most) => {
        const { ended, time } = setUp(most);
        for (const { name, age } of ids) {
          ended.add(`${name} ${age}`, time.now - age);
        }
        assert.ok(ids.every(({ name, age }) => ended.has(`${name} ${age}`, time.now - age)));
      }),
    );
  });
});
