// A policy pack's process: Pulumi's SDK loads TypeScript and ts-node for every pack. They are loaded here when they are
// needed: when the first file in TypeScript is, or somebody asks the compiler for more than its version.
const { existsSync } = require("node:fs");
const Module = require("node:module");

/**
 * Puts a stand-in in the place of a module, until that is loaded.
 *
 * @param standIn - receives a function that loads the module, and returns the stand-in
 */
function defer(requireSdk, name, standIn) {
  const file = requireSdk.resolve(name);
  const deferred = new Module(file);
  deferred.filename = file;
  deferred.loaded = true;
  deferred.exports = standIn(() => {
    if (require.cache[file] === deferred) {
      delete require.cache[file];
    }
    return requireSdk(name);
  });
  require.cache[file] = deferred;
}

/** Only answers its version. */
const compiler = (version) => (load) =>
  new Proxy({}, { get: (_none, key) => (key === "version" ? version : load()[key]) });

/** Is registered when the first file in TypeScript is loaded. */
const transpiler = (version) => (load) => ({
  VERSION: version,
  register(options) {
    for (const extension of [".ts", ".tsx"]) {
      require.extensions[extension] = (module, file) => {
        for (const each of [".ts", ".tsx"]) {
          delete require.extensions[each];
        }
        load().register(options);
        require.extensions[extension](module, file);
      };
    }
  },
});

/** @param requireSdk - requires a module as the pack's own copy of the SDK does */
module.exports = (requireSdk) => {
  // It may have JavaScript compiled, too (allowJs).
  if (existsSync("tsconfig.json")) {
    return;
  }
  const deferred = { typescript: compiler, "ts-node": transpiler };
  for (const [name, standIn] of Object.entries(deferred)) {
    try {
      defer(requireSdk, name, standIn(requireSdk(`${name}/package.json`).version));
    } catch {
      // Not installed: the SDK has its own.
    }
  }
};
