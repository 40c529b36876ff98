// Removes the declaration files that no public one refers to.
const { existsSync, readdirSync, readFileSync, rmSync } = require("node:fs");
const { dirname, join } = require("node:path");

/**
 * Keeps the declarations that an entry point needs, directly or through others.
 *
 * @param {string} folder with the `.d.ts` files
 * @param {string} entry the public one, relative to the folder
 */
function pruneTypes(folder, entry) {
  const needed = new Set([join(folder, entry)]);
  for (const file of needed) {
    for (const [, path] of readFileSync(file, "utf8").matchAll(/(?:from|import\() ?"(\.[^"]+)"/g)) {
      const target = join(dirname(file), path);
      for (const each of [`${target}.d.ts`, join(target, "index.d.ts")].filter(existsSync)) {
        needed.add(each);
      }
    }
  }
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = join(folder, name);
    if (name.endsWith(".d.ts") && !needed.has(file)) {
      rmSync(file);
    }
  }
}

module.exports = { pruneTypes };
