/** Tests that the public types of the package are those in the reports. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import manifest from "../../package.json";
import { entryPoints, report, reportFile } from "../../tools/publicTypes/entryPoints";

/** Tests the types of an installed package. */
export function publicTypeTests(installed: () => string): void {
  for (const entryPoint of entryPoints) {
    it(`of ${entryPoint.name} are as reported`, () => {
      assert.equal(
        report(entryPoint, installed()),
        readFileSync(join(projectFolder, reportFile(entryPoint)), "utf8"),
        `The public types of ${entryPoint.name} changed. Accept it with npm run public-types, and say in CHANGELOG.md ` +
          "what a program has to change; before 1.0.0 a minor version may break it, later a major one.",
      );
    });
  }

  it("are reported for every export", () => {
    const exported = Object.values(manifest.exports).flatMap((each) =>
      typeof each === "string" ? [] : [each.types.replace("./", "")],
    );
    assert.deepEqual(
      entryPoints.map(({ types }) => types),
      exported,
    );
  });
}
