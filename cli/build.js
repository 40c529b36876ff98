// Bundles the command into cli/dist, with the libraries that it needs but for the AWS clients, which are loaded when a
// command wants one. So it starts at once, and brings no packages with it. `dist/inputs.json` names the sources that went
// in, so that the entry point notices a bundle that is older than them.
const { mkdirSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { buildSync } = require("esbuild");
const { writeLicenses } = require("../tools/bundledLicenses");

const root = join(__dirname, "..");
const dist = join(__dirname, "dist");

const { metafile, outputFiles } = buildSync({
  absWorkingDir: root,
  entryPoints: ["cli/program.ts"],
  outfile: "cli/dist/program.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["@aws-sdk/*"],
  // Modules, where a library has them: what is not used is left out.
  mainFields: ["module", "main"],
  sourcemap: false,
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "warning",
});

mkdirSync(dist, { recursive: true });
const inputs = Object.keys(metafile.inputs);
const sources = inputs.filter((input) => !input.startsWith("node_modules/"));
writeLicenses(inputs, root, dist);
for (const [name, content] of [
  ["inputs.json", JSON.stringify(sources)],
  ["program.js", outputFiles[0].contents],
]) {
  // Renamed at the end: a command that starts meanwhile never reads half a file.
  const file = join(dist, `${name}.${process.pid}`);
  writeFileSync(file, content);
  renameSync(file, join(dist, name));
}
