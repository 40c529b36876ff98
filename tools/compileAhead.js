// Compiles all TypeScript of the project for ts-node at once, which takes a second; one file after the other, as they are
// loaded, it takes esbuild a process each. Run by the set-up after an installation.
const { readdirSync } = require("node:fs");
const { join, resolve } = require("node:path");
const { compileAhead } = require("./transpiler");

/** Folders of installed packages, of what is built, and of local stacks. */
const left = new Set(["node_modules", "dist"]);

/** Lists the TypeScript files in a folder. */
function* sourcesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !left.has(entry.name) && !entry.name.startsWith(".")) {
      yield* sourcesIn(path);
    } else if (entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name)) {
      yield path;
    }
  }
}

void compileAhead([...sourcesIn(resolve(__dirname, ".."))]);
