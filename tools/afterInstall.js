// The script "dependencies", which npm runs after it has changed node_modules of this project. A script "prepare" would make
// npm warn those who install the package.
//
// npm installs a package from Git by installing it in a clone and packing that. Only then npm sets the variable below, and
// the whole package is built.
const { spawnSync } = require("node:child_process");
const { join } = require("node:path");

const root = join(__dirname, "..");
const forGit = process.env._PACOTE_NO_PREPARE_ !== undefined;

for (const script of forGit ? ["build.js"] : ["policy/build.js", "cli/build.js", "app/build.js"]) {
  const { status } = spawnSync(process.execPath, [script], { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}
