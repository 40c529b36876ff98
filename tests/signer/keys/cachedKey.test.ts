/** A fetched key: fetched once, looked at again, never used past its retirement. */
import assert from "node:assert/strict";
import {
  type CacheOptions,
  cachedKey,
  epochSeconds,
  keyFromReference,
  pemKey,
  type StoredKey,
} from "../../../signer";
import { ec, rsa } from "../support/keys";

const first: StoredKey = { key: pemKey(ec.privateKey) };
const second: StoredKey = { key: pemKey(rsa.privateKey) };
const bytes = Buffer.from("policy");
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A store whose answer, and a clock whose time, a test can change. */
function store(answer: StoredKey, options: CacheOptions = {}) {
  const state = { answer, time: 1000, fetches: 0, failing: false };
  const fetch = (): Promise<StoredKey> => {
    state.fetches += 1;
    return state.failing ? Promise.reject(new Error("down")) : Promise.resolve(state.answer);
  };
  const key = cachedKey("the key in a test", fetch, { clock: () => epochSeconds(state.time), ...options });
  const kind = async (): Promise<string> =>
    (await key.sign(bytes, "sha256")).signature.length === 256 ? "rsa" : "ec";
  return { state, key, kind };
}

describe("a fetched key", () => {
  it("is fetched once for signatures that come at the same time", async () => {
    const { state, key } = store(first);
    await Promise.all([1, 2, 3].map(() => key.sign(bytes, "sha256")));
    assert.equal(state.fetches, 1);
  });

  it("serves on while it is looked at again, and changes then", async () => {
    const { state, kind } = store(first, { refreshSeconds: 100 });
    assert.equal(await kind(), "ec");
    state.answer = second;
    state.time += 99;
    assert.equal(await kind(), "ec");
    state.time += 1;
    assert.equal(await kind(), "ec");
    await settle();
    assert.deepEqual([await kind(), state.fetches], ["rsa", 2]);
  });

  it("outlives a store that is down, tells it, and does not ask at every signature", async () => {
    const errors: unknown[] = [];
    const { state, kind } = store(first, {
      refreshSeconds: 100,
      onRefreshError: (error) => errors.push(error),
    });
    await kind();
    state.failing = true;
    state.time += 100;
    for (let count = 0; count < 5; count += 1) {
      assert.equal(await kind(), "ec");
      await settle();
    }
    assert.deepEqual([errors.length, state.fetches], [1, 2]);
    state.time += 30;
    await kind();
    await settle();
    assert.equal(state.fetches, 3);
  });

  it("is asked for anew before its retirement, and never used after it", async () => {
    const { state, kind } = store(
      { ...first, retiresAt: epochSeconds(2000) },
      { aheadSeconds: 60, refreshSeconds: 5000 },
    );
    assert.equal(await kind(), "ec");
    state.time = 1945;
    assert.deepEqual([await kind(), state.fetches], ["ec", 2]);
    state.time = 2000;
    await assert.rejects(kind(), { code: "ERR_KEY_RETIRED" });
    state.answer = second;
    assert.equal(await kind(), "rsa");
  });

  it("serves until its retirement though the store is down, or still has it, and asks twice a minute", async () => {
    const errors: unknown[] = [];
    const { state, kind } = store(
      { ...first, retiresAt: epochSeconds(2000) },
      { aheadSeconds: 60, refreshSeconds: 5000, onRefreshError: (error) => errors.push(error) },
    );
    await kind();
    for (const failing of [false, true]) {
      Object.assign(state, { time: failing ? 1970 : 1940, failing });
      const fetches = state.fetches + 1;
      for (let count = 0; count < 3; count += 1) {
        assert.equal(await kind(), "ec");
        assert.equal(state.fetches, fetches);
      }
    }
    assert.equal(errors.length, 1);
    state.time = 2000;
    await assert.rejects(kind(), /down/);
    state.failing = false;
    await assert.rejects(kind(), { code: "ERR_KEY_RETIRED" });
  });

  it("that retires while the store takes its time is not used", async () => {
    let reply: (key: StoredKey) => void = () => undefined;
    let time = 1000;
    const retiring = { ...first, retiresAt: epochSeconds(1100) };
    const answers = [Promise.resolve(retiring), new Promise<StoredKey>((resolve) => (reply = resolve))];
    const key = cachedKey("the key", () => answers.shift() ?? Promise.reject(new Error("asked again")), {
      clock: () => epochSeconds(time),
    });
    await key.sign(bytes, "sha256");
    time = 1090;
    const signing = key.sign(bytes, "sha256");
    time = 1100;
    reply(retiring);
    await assert.rejects(Promise.resolve(signing), { code: "ERR_KEY_RETIRED" });
  });

  it("does not remember a first fetch that failed", async () => {
    const { state, kind } = store(first);
    state.failing = true;
    await assert.rejects(kind(), /down/);
    state.failing = false;
    assert.equal(await kind(), "ec");
  });
});

describe("a key named in one word", () => {
  for (const [reference, words] of [
    [ec.privatePem, /must not be an argument/],
    ["kms:", /names no key/],
    ["arn:aws:kms:eu-west-1:111122223333:key/x", /does not tell how/],
  ] as const) {
    it(`refuses: ${words.source}`, async () => {
      await assert.rejects(keyFromReference(reference), { code: "ERR_KEY_REFERENCE", message: words });
    });
  }
});
