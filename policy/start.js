// What Pulumi loads. Plain JavaScript, so that a pack that was not built says so in one line instead of a stack trace.
const { existsSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");

/**
 * Has a package of the SDK's loaded when it is first used. The SDK imports npm's dependency solver, which is an eighth of
 * a pack's start, for programs that serialise functions; a pack never does.
 */
function loadWhenUsed(name, exported) {
  let file;
  try {
    file = require.resolve(name, { paths: [require.resolve("@pulumi/pulumi")] });
  } catch {
    return; // Another release of the SDK, which does without it.
  }
  const later = new Module(file);
  later.loaded = true;
  Object.defineProperty(later.exports, "__esModule", { value: true });
  Object.defineProperty(later.exports, exported, {
    get() {
      delete require.cache[file];
      return require(file)[exported];
    },
  });
  require.cache[file] = later;
}

const built = join(__dirname, "dist", "index.js");
if (existsSync(built)) {
  loadWhenUsed("@npmcli/arborist", "Arborist");
  require(built);
} else {
  console.error(`The policy pack is not built yet. Build it with: node ${join(__dirname, "build.js")}`);
  process.exit(1);
}
