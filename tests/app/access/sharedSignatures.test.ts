import assert from "node:assert/strict";
import { SharedSignatures } from "../../../app/access/sharedSignatures";

describe("shared signatures", () => {
  const time = { now: 0 };
  let asked: string[];
  let shared: SharedSignatures<string>;
  beforeEach(() => {
    time.now = 0;
    asked = [];
    shared = new SharedSignatures(() => time.now, 120, 3);
  });
  const sign = (name: string): Promise<string> =>
    shared.of(name, () => {
      asked.push(name);
      return Promise.resolve(`signed ${name}`);
    });

  it("are made once for identical requests, concurrent ones included", async () => {
    assert.deepEqual(await Promise.all(["a", "a", "b"].map(sign)), ["signed a", "signed a", "signed b"]);
    assert.equal(await sign("a"), "signed a");
    assert.deepEqual(asked, ["a", "b"]);
  });

  it("are limited in number: the oldest is dropped first", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) {
      await sign(name);
      assert.ok(shared.size <= 3, String(shared.size));
    }
    await sign("c");
    await sign("a");
    assert.deepEqual(asked, ["a", "b", "c", "d", "e", "a"]);
  });

  it("are dropped when they expire", async () => {
    await sign("a");
    time.now = 121;
    await sign("b");
    assert.equal(shared.size, 1);
  });

  it("that failed are requested again, and do not remove a later one", async () => {
    const { promise: failing, reject: fail } = deferred();
    const first = shared.of("a", () => failing);
    for (const name of ["b", "c", "d"]) {
      await sign(name);
    }
    await sign("a");
    fail(new Error("no"));
    await assert.rejects(first, /no/);
    await sign("a");
    assert.deepEqual(asked, ["b", "c", "d", "a"]);
    await assert.rejects(
      shared.of("e", () => Promise.reject(new Error("no"))),
      /no/,
    );
    await sign("e");
    assert.deepEqual(asked, ["b", "c", "d", "a", "e"]);
  });
});

/** A promise that the test rejects. */
function deferred(): { promise: Promise<string>; reject: (error: Error) => void } {
  const rejects: ((error: Error) => void)[] = [];
  const promise = new Promise<string>((...[, reject]) => {
    rejects.push(reject);
  });
  return { promise, reject: (error) => rejects[0]?.(error) };
}
