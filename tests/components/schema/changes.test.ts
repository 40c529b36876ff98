import assert from "node:assert/strict";
import { compareSurfaces, type Surface } from "./changes";

const surface: Surface = {
  inputs: { Site: { name: "string", tags: "{string}?" } },
  outputs: { Site: { url: "string" } },
  enums: { State: { Active: "active" } },
};

const changed = (edit: (copy: Surface) => void) => {
  const copy = structuredClone(surface);
  edit(copy);
  return compareSurfaces(surface, copy);
};

describe("changes of the schema", () => {
  it("are none where nothing changed", () => {
    assert.deepEqual(
      changed(() => undefined),
      { breaking: [], compatible: [] },
    );
  });

  it("break programs when something goes, changes its type, or must be given", () => {
    const breaks = (edit: (copy: Surface) => void, line: string) =>
      assert.deepEqual(changed(edit), { breaking: [line], compatible: [] });
    breaks((copy) => delete copy.inputs.Site, "inputs of Site: removed");
    breaks((copy) => delete copy.inputs.Site?.tags, "Site.tags: removed");
    breaks((copy) => delete copy.outputs.Site?.url, "Site.url: removed");
    breaks((copy) => delete copy.enums.State?.Active, "State.Active: removed");
    breaks((copy) => {
      Object.assign(copy.enums.State ?? {}, { Active: "on" });
    }, "State.Active: active became on");
    breaks((copy) => {
      Object.assign(copy.inputs.Site ?? {}, { name: "plain string" });
    }, "Site.name: string became plain string");
    breaks((copy) => {
      Object.assign(copy.inputs.Site ?? {}, { tags: "{string}" });
    }, "Site.tags: {string}? became {string}");
    breaks((copy) => {
      Object.assign(copy.outputs.Site ?? {}, { url: "string?" });
    }, "Site.url: string became string?");
    breaks((copy) => {
      Object.assign(copy.inputs.Site ?? {}, { zone: "string" });
    }, "Site.zone: added, and it must be given");
  });

  it("break nothing when something comes that may be left out", () => {
    const keeps = (edit: (copy: Surface) => void, line: string) =>
      assert.deepEqual(changed(edit), { breaking: [], compatible: [line] });
    keeps((copy) => {
      Object.assign(copy.inputs.Site ?? {}, { zone: "string?" });
    }, "Site.zone: added");
    keeps((copy) => {
      Object.assign(copy.inputs.Site ?? {}, { name: "string?" });
    }, "Site.name: string became string?");
    keeps((copy) => {
      Object.assign(copy.outputs.Site ?? {}, { id: "string" });
    }, "Site.id: added");
    keeps((copy) => {
      Object.assign(copy.enums.State ?? {}, { Retired: "retired" });
    }, "State.Retired: added");
    keeps((copy) => {
      copy.outputs.Shop = {};
    }, "outputs of Shop: added");
  });
});
