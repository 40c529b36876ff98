// Bundles the members site into one file, app/dist/app.mjs or the one given: code, libraries and static files. The same
// sources give the same bytes, so the hash in the launch template changes, and instances are replaced, only with the site.
"use strict";

const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { build } = require("esbuild");

const folder = join(__dirname, "static");
const files = Object.fromEntries(
  readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
);

build({
  entryPoints: [join(__dirname, "main.ts")],
  outfile: process.argv[2] ?? join(__dirname, "dist", "app.mjs"),
  // Paths in the bundle's comments must not depend on the current folder.
  absWorkingDir: join(__dirname, ".."),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  logLevel: "warning",
  define: { BUNDLED_FILES: JSON.stringify(files) },
  // Some libraries are CommonJS and require Node's own modules.
  banner: {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
}).catch(() => {
  process.exitCode = 1;
});
