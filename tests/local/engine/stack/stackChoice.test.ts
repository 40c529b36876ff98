import assert from "node:assert/strict";
import { chooseStack, type NewStack } from "../../../../local/engine/stack/stackChoice";

const asked: NewStack = {
  stack: "dev",
  project: "site",
  own: true,
  command: "up",
  known: ["prod", "dev"],
  namesFile: false,
};
const choose = (change: Partial<NewStack>) => chooseStack({ ...asked, ...change });

describe("a stack that the local cloud does not have yet", () => {
  it("is made without a word when it is one of this project's own", () => {
    assert.deepEqual(choose({}), {});
    assert.deepEqual(choose({ command: "destroy" }), {});
  });

  it("is refused where this project has no file for it, with the stacks that there are", () => {
    assert.deepEqual(choose({ stack: "nope" }), {
      refusal:
        'project site has no stack "nope"; there are dev, prod. A new one takes a file Pulumi.nope.yaml, or: npm run pulumi -- stack init nope',
    });
    assert.deepEqual(choose({ stack: "prd", command: "preview" }), {
      refusal:
        'project site has no stack "prd"; there are dev, prod. Did you mean prod? A new one takes a file Pulumi.prd.yaml, or: npm run pulumi -- stack init prd',
    });
  });

  it("is made for another program, or for a file that the user names, and one line says so", () => {
    const notice = "Stack nope of project site was created in the local cloud: it did not exist.";
    assert.deepEqual(choose({ stack: "nope", own: false }), { notice });
    assert.deepEqual(choose({ stack: "nope", namesFile: true }), { notice });
    assert.deepEqual(choose({ own: false }), { notice: notice.replace("nope", "dev") });
  });

  it("is never made in order to be destroyed or refreshed", () => {
    for (const own of [true, false]) {
      assert.deepEqual(choose({ stack: "nope", own, command: "destroy" }), {
        refusal: 'project site has no stack "nope"; there are dev, prod.',
      });
    }
    assert.deepEqual(choose({ own: false, known: [], command: "refresh" }), {
      refusal: 'project site has no stack "dev"; there are none.',
    });
  });
});
