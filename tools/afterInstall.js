// What npm runs in this project after it has changed node_modules (the script "dependencies"), and in no other: a package
// that ships a script "prepare" makes npm warn whoever installs it.
//
// npm installs a package from Git by installing it in a clone and packing that. The variable is npm's own, set then and
// at no other time; what the package holds is built for it. Elsewhere the seconds that this takes are saved.
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
