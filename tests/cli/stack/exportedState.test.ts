import assert from "node:assert/strict";
import { requireDocumentedTypes } from "../../../cli/explainStack/documentedTypes";
import { resourcesOf } from "../../../cli/explainStack/stackResources";
import { CommandError } from "../../../cli/report";
import { asPlan } from "../../../cli/review/planned";
import { asPreview } from "../../../cli/review/previewed";
import { exportedResources } from "../../../cli/stack/exportedState";
import { resourceTypes } from "../../../policy/resources/resourceTypes";
import { buildModel } from "../../../policy/stack/stack";

const good = { urn: "urn:pulumi:dev::shop::a:b:C::one", type: "a:b:C" };
const stateOf = (...resources: unknown[]) => ({ deployment: { resources } });
const hidden = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;

function refused(run: () => unknown, message: string, remedy = "create it with: pulumi stack export"): void {
  assert.throws(run, (error: unknown) => {
    assert.ok(error instanceof CommandError);
    assert.deepEqual([error.message, error.remedy], [message, remedy]);
    return true;
  });
}

describe("exportedResources", () => {
  it("reads a stack without resources", () => {
    assert.deepEqual(exportedResources({ deployment: {} }), []);
    assert.deepEqual(exportedResources({ deployment: { resources: null } }), []);
  });

  const rows: readonly [what: string, state: unknown, message: string][] = [
    ["no deployment", { deployment: null }, "this is not the state of a stack"],
    ["no list", { deployment: { resources: {} } }, "resources of this state is an object; allowed: a list"],
    [
      "a resource that is null",
      stateOf(good, null),
      "resources[1] of this state is null; allowed: an object",
    ],
    ["no URN", stateOf({ type: "a:b:C" }), "resources[0].urn of this state is missing; allowed: a text"],
    [
      "a type that is a number",
      stateOf({ ...good, type: 7 }),
      "resources[0].type of this state is a number; allowed: a text",
    ],
    [
      "outputs in a list",
      stateOf({ ...good, outputs: [1] }),
      "resources[0].outputs of this state is a list; allowed: an object",
    ],
    [
      "a dependency that is no list",
      stateOf({ ...good, propertyDependencies: { a: "b" } }),
      "resources[0].propertyDependencies.a of this state is another text; allowed: a list",
    ],
    [
      "two resources of one URN",
      stateOf(good, good),
      `this state has two resources ${good.urn}; allowed: one`,
    ],
    [
      "values that nest too deep",
      stateOf({ ...good, inputs: { a: JSON.parse(deep) as unknown } }),
      "resources[0] of this state nests deeper than 200 levels; allowed: what the engine writes",
    ],
  ];
  for (const [what, state, message] of rows) {
    it(`refuses ${what} in one line`, () => refused(() => exportedResources(state), message));
  }
});

describe("resourcesOf", () => {
  it("takes a secret that is no JSON, or nests too deep, as unknown", () => {
    const props = { a: { ...hidden, plaintext: "{" }, b: { ...hidden, plaintext: deep } };
    const [resource] = resourcesOf(stateOf({ ...good, outputs: props }));
    assert.deepEqual(new Set(Object.values(resource?.props ?? {})).size, 1);
  });

  it("reads what a replacement left to delete, unless the new one is there", () => {
    const old = { ...good, delete: true, outputs: { which: "old" } };
    const own = { ...good, outputs: { which: "new" } };
    assert.deepEqual(
      [resourcesOf(stateOf(own, old)), resourcesOf(stateOf(old))].map(([one]) => one?.props),
      [{ which: "new" }, { which: "old" }],
    );
  });
});

describe("requireDocumentedTypes", () => {
  it("refuses a stack of which an argument was read that has another type", () => {
    const model = buildModel(
      resourcesOf(stateOf({ ...good, type: resourceTypes.loadBalancer, outputs: { internal: [] } })),
    );
    requireDocumentedTypes(model);
    assert.equal(model.loadBalancers.length, 1);
    refused(
      () => requireDocumentedTypes(model),
      `internal of ${good.urn} does not have the type that AWS documents, so this stack cannot be analysed`,
      "export the state again: pulumi stack export",
    );
  });
});

describe("previews and plans", () => {
  const preview = "create it with: pulumi preview --json";

  it("are refused in one line with a step or a part that cannot be read", () => {
    refused(
      () => asPreview({ steps: [7] }),
      "steps[0] of this preview is a number; allowed: an object",
      preview,
    );
    refused(
      () => asPreview({ steps: [{ op: "create", urn: "u" }] }),
      "steps[0].newState of this preview is missing; allowed: an object",
      preview,
    );
    refused(
      () => asPreview({ steps: [{ op: "vanish", urn: "u" }] }),
      "steps[0].op of this preview is another text; allowed: create, create-replacement, replace, import, " +
        "import-replacement, read, read-replacement, delete, discard, read-discard, remove-pending-replace, update, same, " +
        "refresh, diff, delete-replaced, discard-replaced",
      preview,
    );
    refused(
      () => asPlan({ resourcePlans: { u: { goal: 7 } } }),
      "resourcePlans.u.goal of this plan is a number; allowed: an object",
      "create it with: pulumi preview --save-plan",
    );
  });
});
