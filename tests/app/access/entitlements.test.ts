import assert from "node:assert/strict";
import fc from "fast-check";
import { grantsFor, mayOpen } from "../../../app/access/entitlements";
import type { Entitlement } from "../../../app/config";

const rule = (name: string, claim: string, anyOf: string[], prefix: string): Entitlement => ({
  name,
  title: name,
  claim,
  anyOf,
  prefix,
  access: "cookies",
  minutes: 10,
  lockToAddress: false,
});
const rules = [
  rule("premium", "groups", ["members", "premium"], "/premium/"),
  rule("course", "cognito:groups", ["premium"], "/secure/"),
  rule("verified", "email_verified", ["true"], "/downloads/"),
];

describe("entitlements", () => {
  it("come from lists, single values and booleans of a claim", () => {
    assert.deepEqual(grantsFor({ groups: ["x", "members"] }, rules), ["premium"]);
    assert.deepEqual(grantsFor({ groups: "premium", "cognito:groups": ["premium"] }, rules), [
      "premium",
      "course",
    ]);
    assert.deepEqual(grantsFor({ email_verified: true }, rules), ["verified"]);
  });

  it("do not come from parts of a value, other shapes or inherited members", () => {
    for (const groups of [
      "members,premium",
      "member",
      ["Members"],
      [["members"]],
      { members: true },
      1,
      null,
    ]) {
      assert.deepEqual(grantsFor({ groups }, rules), []);
    }
    assert.deepEqual(grantsFor({}, [rule("x", "constructor", ["true"], "/x/")]), []);
  });

  it("open the folder of their rule and nothing else", () => {
    assert.ok(mayOpen("/premium/a/b", ["premium"], rules));
    for (const path of ["/premium", "/premiumx/", "/Premium/", "/secure/", "/", "/x/premium/"]) {
      assert.equal(mayOpen(path, ["premium"], rules), false, path);
    }
  });

  it("with a name that no rule has open nothing", () => {
    fc.assert(
      fc.property(fc.webPath(), fc.array(fc.string()), (path, grants) => {
        const others = grants.filter((name) => !rules.some((one) => one.name === name));
        assert.equal(mayOpen(`/premium/${path}`, others, rules), false);
      }),
    );
  });
});
