// Bundles the command into cli/dist with its libraries, except the AWS clients, which are loaded when a command needs one.
// `dist/inputs.json` lists the bundled sources, so that the entry point notices a bundle that is older than they are.
const { renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { bundle } = require("../tools/bundle");

const dist = join(__dirname, "dist");
const { inputs, outputFiles } = bundle(dist, {
  entryPoints: ["cli/program.ts"],
  outfile: "cli/dist/program.js",
  external: ["@aws-sdk/*"],
  // A third less to install, and to read at each start; names stay, for the stack of a defect.
  minifyWhitespace: true,
  minifySyntax: true,
  write: false,
});
const sources = inputs.filter((input) => !input.startsWith("node_modules/"));

for (const [name, content] of [
  ["inputs.json", JSON.stringify(sources)],
  ["program.js", outputFiles[0].contents],
]) {
  // Renamed at the end, so that a command that starts meanwhile never reads half a file.
  const file = join(dist, `${name}.${process.pid}`);
  writeFileSync(file, content);
  renameSync(file, join(dist, name));
}
