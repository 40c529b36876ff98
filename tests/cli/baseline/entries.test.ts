import assert from "node:assert/strict";
import { compare, countByRule } from "../../../cli/baseline/entries";

const terms = { owner: "payments", reason: "Found before", expires: "2027-05-31" };
const open = { rule: "no-open-security-group", urn: "urn:pulumi:prod::shop::t::web", path: "ingress[0]" };
const waiver = { ...open, ...terms };

describe("the entries of a baseline", () => {
  it("are one for each finding, with its argument and the terms", () => {
    const other = { ...open, path: "ingress[1]" };
    assert.deepEqual(compare([open, other, open], [], terms), {
      kept: [],
      stale: [],
      added: [waiver, { ...other, ...terms }],
    });
  });

  it("leave findings that a waiver covers, by a pattern or without an argument", () => {
    const wide = { rule: open.rule, urn: "urn:pulumi:*::web", ...terms };
    assert.deepEqual(compare([open], [wide], terms), { kept: [wide], stale: [], added: [] });
  });

  it("do not count a waiver of another rule, resource or argument, and call it stale", () => {
    for (const change of [{ rule: "viewer-tls-floor" }, { urn: "urn:x::y" }, { path: "ingress[1]" }]) {
      const other = { ...waiver, ...change };
      assert.deepEqual(compare([open], [other], terms), { kept: [], stale: [other], added: [waiver] });
    }
  });

  it("are counted by rule, the most frequent first", () => {
    const rules = ["b", "a", "c", "c"].map((rule) => ({ rule }));
    assert.equal(countByRule(rules), "c 2, a 1, b 1");
    assert.equal(countByRule([]), "");
  });
});
