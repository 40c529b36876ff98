// Writes the licences of bundled libraries, whose texts must be distributed with them.
const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

/** Returns the folder of the package that a bundled file belongs to; undefined for own sources. */
const packageOf = (input) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];

/**
 * Writes LICENSES.txt with name, version and licence of every bundled package; nothing if there is none.
 *
 * @param {string[]} inputs bundled files, from the root
 * @throws if a package has no licence file
 */
function writeLicenses(inputs, root, folder) {
  const packages = [...new Set(inputs.map(packageOf).filter((one) => one !== undefined))].sort();
  const texts = packages.map((one) => {
    const { name, version } = JSON.parse(readFileSync(join(root, one, "package.json"), "utf8"));
    const file = readdirSync(join(root, one)).find((each) => /^licen[cs]e/i.test(each));
    if (file === undefined) {
      throw new Error(`${name} has no licence file, so it cannot be bundled`);
    }
    return `${name} ${version}\n\n${readFileSync(join(root, one, file), "utf8").trim()}\n`;
  });
  if (texts.length > 0) {
    writeFileSync(join(folder, "LICENSES.txt"), texts.join(`\n${"-".repeat(80)}\n\n`));
  }
}

module.exports = { writeLicenses };
