// The licences of libraries that a bundle holds: each asks that its text goes wherever the library goes.
const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

/** The folder of the package that an input of a bundle belongs to, if it belongs to one. */
const packageOf = (input) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];

/**
 * Writes LICENSES.txt into a folder, with name, version and licence of every package among a bundle's inputs; nothing
 * where there is none.
 *
 * @param {string[]} inputs paths from the root, as esbuild's metafile has them
 * @throws if a package has no text of its licence
 */
function writeLicenses(inputs, root, folder) {
  const packages = [...new Set(inputs.map(packageOf).filter((one) => one !== undefined))].sort();
  const texts = packages.map((one) => {
    const { name, version } = JSON.parse(readFileSync(join(root, one, "package.json"), "utf8"));
    const file = readdirSync(join(root, one)).find((each) => /^licen[cs]e/i.test(each));
    if (file === undefined) {
      throw new Error(`${name} has no text of its licence, so it cannot be bundled`);
    }
    return `${name} ${version}\n\n${readFileSync(join(root, one, file), "utf8").trim()}\n`;
  });
  if (texts.length > 0) {
    writeFileSync(join(folder, "LICENSES.txt"), texts.join(`\n${"-".repeat(80)}\n\n`));
  }
}

module.exports = { writeLicenses };
