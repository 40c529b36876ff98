// What Pulumi starts. The bundle is built here if `npm install` was told to run no scripts.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

if (!existsSync(join(__dirname, "dist", "provider.js"))) {
  require("./build").buildPlugin();
}
module.exports = require("./dist/provider").serve;
