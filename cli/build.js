// Bundles the command into cli/dist with its libraries, except the AWS clients, which are loaded when a command needs one.
// `sign`, which scripts run often, has a small bundle of its own. `dist/inputs.json` lists the sources of each bundle, so
// that the entry point notices a bundle that is older than they are.
const { renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { bundle } = require("../tools/bundle");

const dist = join(__dirname, "dist");

function build(name) {
  const { inputs, outputFiles } = bundle(dist, {
    entryPoints: [`cli/${name}.ts`],
    outfile: `cli/dist/${name}.js`,
    external: ["@aws-sdk/client-*"],
    // A third less to install, and to read at each start; names stay, for the stack of a defect.
    minifyWhitespace: true,
    minifySyntax: true,
    write: false,
  });
  const sources = inputs.filter((input) => !input.startsWith("node_modules/"));
  return { name, sources, code: outputFiles[0].contents };
}

// The last one has all libraries, and its list of licences stays.
const bundles = ["signProgram", "program"].map(build);
const inputs = Object.fromEntries(bundles.map(({ name, sources }) => [name, sources]));

for (const [name, content] of [
  ["inputs.json", JSON.stringify(inputs)],
  ...bundles.map(({ name, code }) => [`${name}.js`, code]),
]) {
  // Renamed at the end, so that a command that starts meanwhile never reads half a file.
  const file = join(dist, `${name}.${process.pid}`);
  writeFileSync(file, content);
  renameSync(file, join(dist, name));
}
