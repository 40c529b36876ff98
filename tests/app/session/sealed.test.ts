import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import * as z from "zod";
import { freshSeconds, Keyring, parseKeys, trustedSeconds } from "../../../app/session/keyring";
import { Sealer } from "../../../app/session/sealed";

const newKey = (): string => randomBytes(32).toString("base64");
const shape = z.object({ a: z.number() });

class Store {
  reads = 0;
  constructor(public text: string) {}
  read = (): Promise<string> => {
    this.reads += 1;
    if (this.text === "hangs") {
      return new Promise(() => undefined);
    }
    return this.text === "down" ? Promise.reject(new Error("down")) : Promise.resolve(this.text);
  };
}

function setUp(text: string) {
  const time = { now: 1_000 };
  const store = new Store(text);
  const errors: unknown[] = [];
  const clock = (): number => time.now;
  const keyring = new Keyring(store.read, clock, (error) => errors.push(error));
  return { time, store, errors, sealer: new Sealer(keyring, "https://a.example", clock), keyring, clock };
}

describe("sealed cookies", () => {
  it("open as what was sealed and as nothing else", async () => {
    const { sealer } = setUp(newKey());
    const text = await sealer.seal("session", { a: 1 }, 2_000);
    assert.deepEqual(await sealer.open("session", text, shape), { a: 1 });
    assert.equal(await sealer.open("login", text, shape), undefined);
    assert.equal(await sealer.open("session", text, z.object({ b: z.number() })), undefined);
    assert.doesNotMatch(text ?? "", /"a"/);
  });

  it("do not open after their end, for another site, or with another key", async () => {
    const key = newKey();
    const { sealer, time, keyring, clock } = setUp(key);
    const text = await sealer.seal("session", { a: 1 }, 2_000);
    assert.equal(
      await new Sealer(keyring, "https://b.example", clock).open("session", text, shape),
      undefined,
    );
    assert.equal(await setUp(newKey()).sealer.open("session", text, shape), undefined);
    time.now = 2_000;
    assert.equal(await sealer.open("session", text, shape), undefined);
  });

  it("do not open when any part was changed", async () => {
    const { sealer } = setUp(newKey());
    const text = (await sealer.seal("session", { a: 1 }, 2_000)) ?? "";
    for (const [index, part] of text.split(".").entries()) {
      const parts = text.split(".");
      parts[index] = part === "" ? "AA" : `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}`;
      assert.equal(await sealer.open("session", parts.join("."), shape), undefined, `part ${index}`);
    }
    for (const junk of ["", "x", "a.b.c.d.e", undefined]) {
      assert.equal(await sealer.open("session", junk, shape), undefined);
    }
  });

  it("are not made if they are too large for a browser", async () => {
    const { sealer } = setUp(newKey());
    assert.equal(await sealer.seal("renewal", { a: "x".repeat(3_000) }, 2_000), undefined);
  });

  it("survive a rotation: old ones open, new ones are sealed with the new key", async () => {
    const [old, fresh] = [newKey(), newKey()];
    const { sealer, store, time } = setUp(old);
    const before = await sealer.seal("session", { a: 1 }, 9_000);
    store.text = `${fresh}\n${old}\n`;
    time.now += freshSeconds;
    const after = await sealer.seal("session", { a: 2 }, 9_000);
    assert.deepEqual(await sealer.open("session", before, shape), { a: 1 });
    assert.equal(await setUp(old).sealer.open("session", after, shape), undefined);
    assert.deepEqual(await setUp(fresh).sealer.open("session", after, shape), { a: 2 });
  });

  it("of a key that was removed open for less than another minute, and no new ones are made with it", async () => {
    const [leaked, fresh] = [newKey(), newKey()];
    const { sealer, store, time } = setUp(leaked);
    const forged = await sealer.seal("session", { a: 1 }, 9_000);
    store.text = fresh;
    const opens: number[] = [];
    const since = time.now;
    for (; time.now < since + 300; time.now += 1) {
      opens.push(...((await sealer.open("session", forged, shape)) === undefined ? [] : [time.now - since]));
    }
    assert.equal(opens.at(-1), freshSeconds - 1);
    assert.equal(freshSeconds, 60);
    const text = await sealer.seal("session", { a: 2 }, 9_000);
    assert.deepEqual(await setUp(fresh).sealer.open("session", text, shape), { a: 2 });
  });

  it("of a key that was removed do not open at the first request after a long idle time", async () => {
    const { sealer, store, time } = setUp(newKey());
    const forged = await sealer.seal("session", { a: 1 }, 99_000);
    store.text = newKey();
    time.now += 40_000;
    assert.equal(await sealer.open("session", forged, shape), undefined);
  });

  it("of a key that only another instance has read make this one read the keys, but not at every request", async () => {
    const [old, fresh] = [newKey(), newKey()];
    const other = setUp(fresh);
    const text = await other.sealer.seal("session", { a: 1 }, 9_000);
    const { sealer, store, time, keyring } = setUp(old);
    await keyring.load();
    assert.equal(await sealer.open("session", text, shape), undefined);
    assert.equal(store.reads, 1);
    store.text = `${old}\n${fresh}`;
    time.now += 10;
    assert.deepEqual(await sealer.open("session", text, shape), { a: 1 });
    assert.equal(store.reads, 2);
  });

  it("open with the known keys for a quarter of an hour while the store is down, and then no longer", async () => {
    const key = newKey();
    const { sealer, store, time, errors } = setUp(key);
    const text = await sealer.seal("session", { a: 1 }, 9_000);
    store.text = "down";
    const opens: number[] = [];
    const since = time.now;
    for (; time.now < since + 1_200; time.now += 1) {
      opens.push(...((await sealer.open("session", text, shape)) === undefined ? [] : [time.now - since]));
    }
    assert.deepEqual([opens.length, opens.at(-1), trustedSeconds], [900, 899, 900]);
    assert.ok(errors.length <= 1_200 / 10, `the store was asked ${errors.length} times`);
    await assert.rejects(sealer.seal("session", { a: 2 }, 9_000), {
      message: "the session keys could not be read for 900 seconds: nobody is signed in",
    });
    store.text = key;
    time.now += 10;
    assert.deepEqual(await sealer.open("session", text, shape), { a: 1 });
  });

  it("open with the known keys when the store does not answer, after a short wait", async () => {
    const { sealer, store, time, errors } = setUp(newKey());
    const text = await sealer.seal("session", { a: 1 }, 9_000);
    store.text = "hangs";
    time.now += freshSeconds;
    assert.deepEqual(await sealer.open("session", text, shape), { a: 1 });
    assert.match(String(errors), /^Error: the store of the keys did not answer in time$/);
  });

  it("are checked again after the clock was set back", async () => {
    const { sealer, store, time } = setUp(newKey());
    const forged = await sealer.seal("session", { a: 1 }, 9_000);
    store.text = newKey();
    time.now -= 500;
    assert.equal(await sealer.open("session", forged, shape), undefined);
    const text = await sealer.seal("session", { a: 2 }, 9_000);
    assert.deepEqual(await sealer.open("session", text, shape), { a: 2 });
  });

  it("need keys of 32 bytes, and no message holds one", () => {
    for (const text of ["", "  \n", "c2hvcnQ=", `${newKey()}\n!!!`]) {
      assert.throws(
        () => parseKeys(text),
        (error: Error) => !error.message.includes("c2hvcnQ"),
      );
    }
    assert.equal(parseKeys(`${newKey()}\n${newKey()}`).length, 2);
  });
});
