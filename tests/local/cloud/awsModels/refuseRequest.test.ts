import assert from "node:assert/strict";
import { Engine } from "../support/client";
import { refused } from "../support/refused";

const KEY = "aws:kms/key:Key";

describe("the local cloud's checks against AWS's models", () => {
  let engine: Engine;

  before(async () => {
    engine = await Engine.start();
  });
  after(() => engine.stop());

  it("refuses a violation when a resource is created, but not in a preview, as AWS's provider does", async () => {
    const long = { tags: { team: "a".repeat(257) } };
    await refused("ValidationException", engine.create(KEY, "key", long));
    assert.ok(await engine.previewCreate(KEY, "key", long));
  });

  it("refuses a violation when a resource is updated, and leaves the resource unchanged", async () => {
    const key = await engine.create(KEY, "key", { description: "Signs" });
    await refused(
      "ValidationException",
      engine.update(key, { description: "Signs", tags: { team: "a".repeat(257) } }),
    );
    assert.equal((await engine.read(key))?.["description"], "Signs");
  });
});
