// What Pulumi loads. Plain JavaScript, so that a pack that was not built says so in one line instead of a stack trace.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const built = join(__dirname, "dist", "index.js");
if (existsSync(built)) {
  require("./lazySolver");
  require(built);
} else {
  console.error(`The policy pack is not built yet. Build it with: node ${join(__dirname, "build.js")}`);
  process.exit(1);
}
