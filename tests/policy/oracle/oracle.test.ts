/** Judge and pack on random stacks; `npm run oracle` compares more, and shrinks what they disagree on. */
import assert from "node:assert/strict";
import { limitStackTraces } from "../../support/stackTraces";
import { run } from "./differential";
import { randomWorld } from "./generate/stack";
import { judge, replaysWitness } from "./judge/judge";
import { isWellFormed, shrink } from "./shrink";
import type { World } from "./world/world";

// The same stacks at each run, so that a change fails by what it changes; `npm run oracle` draws others.
const seed = Number(process.env.ORACLE_SEED ?? 20_261_127);

describe(`the oracle with ORACLE_SEED=${seed}`, () => {
  limitStackTraces(0);

  it("agrees with the pack on 3,000 stacks", async () => {
    const { stacks, counts, replayed, disagreements } = await run({ count: 3000, seed });
    assert.equal(stacks, 3000);
    assert.ok(counts["exposed, refused"] > 0);
    assert.ok(replayed > 0);
    assert.deepEqual(
      [...disagreements.values()].map(
        ({ kind, seed: one }) => `${kind} (npm run oracle -- --count 1 --seed ${one})`,
      ),
      [],
    );
  }).timeout(600_000);

  it("replays the witness of every exposed stack, and has stacks of each verdict", () => {
    const verdicts = new Set<string>();
    const ways = new Set<string>();
    for (let offset = 0; offset < 2000; offset++) {
      const world = randomWorld(seed + offset);
      assert.ok(isWellFormed(world), `seed ${seed + offset}`);
      const judgement = judge(world);
      verdicts.add(judgement.verdict);
      if (judgement.verdict === "exposed") {
        assert.ok(replaysWitness(world, judgement.witness), `seed ${seed + offset}`);
        ways.add(Object.keys(judgement.witness).join());
      }
    }
    assert.deepEqual([...verdicts].sort(), ["closed", "exposed", "undecidable"]);
    assert.deepEqual([...ways].sort(), ["direct", "packet", "principal", "request"]);
  });

  it("makes the same stack of the same seed", () => {
    assert.deepEqual(randomWorld(seed), randomWorld(seed));
  });

  it("shrinks a stack to what its verdict needs", async () => {
    const isOpenServer = (world: World): boolean => {
      const judgement = judge(world);
      return judgement.verdict === "exposed" && judgement.by === "internet → server";
    };
    const exposed = Array.from({ length: 400 }, (_, index) => randomWorld(index)).find(isOpenServer);
    assert.ok(exposed);
    const smallest = await shrink(exposed, (smaller) => Promise.resolve(isOpenServer(smaller)));
    assert.equal(smallest.vpcs.length, 1);
    assert.equal(smallest.servers.length + smallest.scalingGroups.length, 1);
    assert.equal(smallest.groups.length, 1);
    assert.ok(smallest.routeTables.length <= 1, "an accelerator needs no route");
  });

  it("shrinks a security group's rules as wholes, so that each keeps its source", async () => {
    const hasRule = (world: World): boolean => world.groups.some(({ rules }) => rules.length > 0);
    const sources = (world: World) => world.groups.flatMap(({ rules }) => rules.map(({ source }) => source));
    const worlds = Array.from({ length: 40 }, (_, index) => randomWorld(index)).filter(hasRule);
    assert.ok(worlds.length > 10);
    for (const world of worlds.slice(0, 4)) {
      const smallest = await shrink(world, (smaller) => {
        judge(smaller);
        return Promise.resolve(hasRule(smaller));
      });
      assert.ok(sources(smallest).every((source) => Object.keys(source).length === 1));
    }
  });
});
