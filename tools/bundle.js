// Bundles sources for Node with esbuild, in one way for the package, the command and the policy pack.
const { mkdirSync } = require("node:fs");
const { join } = require("node:path");
const { buildSync } = require("esbuild");
const { writeLicenses } = require("./bundledLicenses");

const root = join(__dirname, "..");

/**
 * Bundles entry points into CommonJS, and writes the licences of the bundled libraries.
 *
 * @param {string} folder where LICENSES.txt is written
 * @param {import("esbuild").BuildOptions} options entry points, output, packages that stay outside
 * @returns esbuild's result, and the paths of all bundled files from the root
 */
function bundle(folder, options) {
  const result = buildSync({
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // ES modules, if a library has them, because esbuild leaves out their unused exports.
    mainFields: ["module", "main"],
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    ...options,
  });
  const inputs = Object.keys(result.metafile.inputs);
  mkdirSync(folder, { recursive: true });
  writeLicenses(inputs, root, folder);
  return { ...result, inputs };
}

module.exports = { bundle };
