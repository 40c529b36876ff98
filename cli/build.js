// Bundles the command into cli/dist with its libraries, except the AWS clients, which a command loads when it needs one.
// The command then starts fast and installs no packages. `dist/inputs.json` lists the sources, by which the entry point
// notices an outdated bundle.
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
  // ES modules, where a library has them, so that unused code is dropped.
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
  // Renamed when complete: a command that starts meanwhile never reads a partial file.
  const file = join(dist, `${name}.${process.pid}`);
  writeFileSync(file, content);
  renameSync(file, join(dist, name));
}
