import assert from "node:assert/strict";
import { unknownCheckingProxy } from "@pulumi/policy";
import { Reader, undocumentedIn } from "../../../policy/resources/reader";
import { unknown } from "../support/analyzer";

interface Props {
  flag?: boolean;
  text?: string;
  list?: string[];
  nested?: { flag?: boolean; list?: { text?: string }[] };
}

/** Wraps properties in the SDK's proxy; its types hide the function. */
function over(props: object): Reader<Props> {
  return Reader.over<Props>((unknownCheckingProxy as (props: object) => object)(props));
}

describe("Reader", () => {
  it("distinguishes known, unknown and absent", () => {
    const reader = over({ flag: false, text: unknown.string });
    assert.deepEqual(reader.at("flag").boolean(), { state: "known", path: "flag", value: false });
    assert.deepEqual(reader.at("text").string(), { state: "unknown", path: "text", reason: "preview" });
    assert.deepEqual(reader.at("list").items(), { state: "absent", path: "list" });
  });

  it("reads null and the empty string as absent", () => {
    assert.equal(over({ flag: null }).at("flag").boolean().state, "absent");
    assert.equal(over({ text: "" }).at("text").string().state, "absent");
  });

  it("returns the path of the unknown object when one of its properties is read", () => {
    const field = over({ nested: unknown.object }).at("nested").at("flag").boolean();
    assert.deepEqual(field, { state: "unknown", path: "nested", reason: "preview" });
  });

  it("keeps the known elements of a list besides unknown ones", () => {
    const items = over({ list: ["a", unknown.string, "c"] })
      .at("list")
      .items();
    assert.ok(items.state === "known");
    assert.deepEqual(
      items.value.map((item) => item.string()),
      [
        { state: "known", path: "list[0]", value: "a" },
        { state: "unknown", path: "list[1]", reason: "preview" },
        { state: "known", path: "list[2]", value: "c" },
      ],
    );
  });

  it("returns paths through lists and objects", () => {
    const items = over({ nested: { list: [{ text: "a" }] } })
      .at("nested")
      .at("list")
      .items();
    assert.ok(items.state === "known");
    assert.equal(items.value[0]?.at("text").string().path, "nested.list[0].text");
  });

  it("reads booleans from strings", () => {
    assert.deepEqual(over({ flag: "true" }).at("flag").boolean(), {
      state: "known",
      path: "flag",
      value: true,
    });
    assert.deepEqual(over({ flag: "false" }).at("flag").boolean(), {
      state: "known",
      path: "flag",
      value: false,
    });
  });

  it("counts a value of another type as unknown", () => {
    const shape = { state: "unknown", path: "flag", reason: "shape" };
    assert.deepEqual(over({ flag: "yes" }).at("flag").boolean(), shape);
    assert.equal(over({ list: "a" }).at("list").items().state, "unknown");
    assert.equal(over({ text: 1 }).at("text").string().state, "unknown");
    assert.equal(over({ nested: "a" }).at("nested").at("flag").boolean().state, "unknown");
  });

  it("rethrows other errors", () => {
    const props = {
      get flag(): boolean {
        throw new TypeError("broken");
      },
    };
    assert.throws(() => Reader.over<Props>(props).at("flag"), TypeError);
  });

  it("lists what it read that has another type than AWS documents", () => {
    const props = { flag: "perhaps", text: 7, list: "a", nested: [{ flag: true }] };
    const reader = Reader.over<Props>(props);
    reader.at("flag").boolean();
    reader.at("list").strings();
    assert.deepEqual(undocumentedIn(props), ["flag", "list"]);
    assert.deepEqual(reader.at("text").string(), { state: "unknown", path: "text", reason: "shape" });
    assert.deepEqual(reader.at("nested").at("flag").boolean(), {
      state: "unknown",
      path: "nested",
      reason: "shape",
    });
    assert.deepEqual(undocumentedIn(props), ["flag", "list", "nested", "text"]);
    assert.deepEqual(undocumentedIn({ ...props }), []);
  });

  it("reads nothing that an object inherits, as from a member named __proto__", () => {
    const inheriting = Object.create({ flag: true }) as object;
    assert.deepEqual(Reader.over<Props>(inheriting).at("flag").boolean(), { state: "absent", path: "flag" });
  });
});
