// Loads npm's dependency solver on first use only. Pulumi's SDK imports it to serialise functions, which a pack never
// does; loading it takes an eighth of a pack's start.
const Module = require("node:module");

function loadWhenUsed(name, exported) {
  let file;
  try {
    file = require.resolve(name, { paths: [require.resolve("@pulumi/pulumi")] });
  } catch {
    return; // A release of the SDK without it.
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
