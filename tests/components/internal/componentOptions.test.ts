import assert from "node:assert/strict";
import { optionProblems } from "../../../components/internal/componentOptions";

describe("options of a component", () => {
  it("are refused if Pulumi would ignore them", () => {
    assert.match(
      optionProblems({ ignoreChanges: ["tags"] }).join(),
      /the option ignoreChanges is \["tags"\]/,
    );
    assert.deepEqual(optionProblems({ protect: true, aliases: [], ignoreChanges: undefined }), []);
  });

  it("are accepted if they are empty, as programs in other languages send them", () => {
    const empty = { ignoreChanges: [], replaceOnChanges: [], customTimeouts: { create: "", update: "" } };
    assert.deepEqual(optionProblems(empty), []);
    assert.equal(optionProblems({ ...empty, customTimeouts: { create: "5m", update: "" } }).length, 1);
  });
});
