import assert from "node:assert/strict";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { projectFolder } from "../../local/run/project";
import { dependencies } from "../../plugin/package.json";

describe("the plugin's package.json", () => {
  it("names every package that the plugin is built from or loads, for a clone where only it is installed", () => {
    const { metafile } = buildSync({
      absWorkingDir: join(projectFolder, "plugin"),
      entryPoints: ["provider.ts"],
      bundle: true,
      platform: "node",
      mainFields: ["module", "main"],
      external: ["@pulumi/*"],
      metafile: true,
      write: false,
      logLevel: "silent",
    });
    const bundled = Object.keys(metafile.inputs);
    const loaded = Object.values(metafile.inputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external).map(({ path }) => `node_modules/${path}`),
    );
    const names = [...bundled, ...loaded].flatMap(
      (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
    );
    const packages = new Set(names.filter((name) => !name.startsWith("node:")));
    // Their own dependencies come with them.
    const own = new Set(
      Object.entries(metafile.inputs)
        .filter(([input]) => !input.includes("node_modules"))
        .flatMap(([, { imports }]) =>
          imports.map(({ path }) => /(?:^|.*node_modules\/)((?:@[^/]+\/)?[^/.][^/]*)/.exec(path)?.[1]),
        )
        .filter((name) => name !== undefined && packages.has(name)),
    );
    assert.deepEqual(
      [...own].filter((name) => !(name !== undefined && name in dependencies)),
      [],
    );
    assert.ok(own.has("zod") && own.has("@pulumi/aws"), [...own].join(", "));
  });
});
