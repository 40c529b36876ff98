// Has npm's dependency solver loaded when it is first used. Pulumi's SDK imports it in every program and every pack, for
// those that serialise functions; it is an eighth of a pack's start, and a pack never does that.
const Module = require("node:module");

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

loadWhenUsed("@npmcli/arborist", "Arborist");
