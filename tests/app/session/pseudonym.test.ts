import assert from "node:assert/strict";
import { Pseudonyms } from "../../../app/session/pseudonym";

describe("pseudonyms", () => {
  const key = { id: "k", bytes: new Uint8Array(32).fill(1) };
  const make = (now: number, bytes = key.bytes) =>
    new Pseudonyms({ sealing: () => Promise.resolve({ ...key, bytes }) }, () => now);
  const day = 86_400;

  it("are the same for a person throughout a UTC day, and different on the next", async () => {
    const morning = await make(20 * day).of("anna");
    assert.match(morning, /^[0-9a-f]{16}$/);
    assert.equal(await make(21 * day - 1).of("anna"), morning);
    assert.notEqual(await make(21 * day).of("anna"), morning);
    assert.notEqual(await make(20 * day).of("berta"), morning);
  });

  it("depend on the session key, so that nobody else can test a guess", async () => {
    const other = new Uint8Array(32).fill(2);
    assert.notEqual(await make(0).of("anna"), await make(0, other).of("anna"));
  });
});
