import assert from "node:assert/strict";
import type { RawResource } from "../../../policy/resources/rawResource";
import { Settings } from "../../../policy/runtime/settings";
import { stackOf } from "../../../policy/runtime/sharedStack";

/** The lists of the options are those of the request, whatever else is copied. */
function copies(lists: readonly (readonly string[])[]): RawResource[] {
  return lists.map((aliases, at) => ({
    urn: `urn:pulumi:dev::members::aws:s3/bucket:Bucket::bucket${at}`,
    type: "aws:s3/bucket:Bucket",
    props: { bucket: `bucket${at}` },
    opts: { aliases },
  }));
}

describe("stackOf", () => {
  const lists = [[], []];

  it("returns the same stack, with one model, for copies of the resources of one request", () => {
    const settings = new Settings({});
    const stack = stackOf(copies(lists), settings);
    assert.equal(stackOf(copies(lists), settings), stack);
    assert.equal(stack.model(), stack.model());
  });

  it("returns another stack for another request, fewer resources, or another pack", () => {
    const settings = new Settings({});
    const stack = stackOf(copies(lists), settings);
    assert.notEqual(stackOf(copies(lists), new Settings({})), stack);
    assert.notEqual(stackOf(copies(lists.slice(0, 1)), settings), stack);
    const before = stackOf(copies(lists), settings);
    assert.notEqual(stackOf(copies([[], []]), settings), before);
  });

  it("returns another stack for resources without options, whose request is not known", () => {
    const settings = new Settings({});
    const without = copies(lists).map(({ urn, type, props }) => ({ urn, type, props }));
    assert.notEqual(stackOf(without, settings), stackOf(without, settings));
  });
});
