// The file that Pulumi loads. In plain JavaScript, so that a missing build is reported in one line, not a stack trace.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const built = join(__dirname, "dist", "index.js");
if (existsSync(built)) {
  require(built);
} else {
  console.error(`The policy pack is not built yet. Build it with: node ${join(__dirname, "build.js")}`);
  process.exit(1);
}
