import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import root from "../../package.json";
import part from "../../plugin/package.json";
import { generated } from "../../tools/docs/components";

describe("what is generated from the components", () => {
  const files = generated();

  for (const file of files.keys()) {
    it(`${file} is up to date with their doc comments`, () => {
      const text = readFileSync(join(projectFolder, file), "utf8");
      assert.ok(text === files.get(file), `${file} is older than the components: run npm run docs`);
    });
  }

  it("has the version and the packages of the npm package", () => {
    assert.equal(part.version, root.version);
    for (const [name, range] of Object.entries(part.dependencies)) {
      assert.equal(range, root.devDependencies[name as keyof typeof root.devDependencies], name);
    }
  });
});
