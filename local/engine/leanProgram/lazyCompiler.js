// Loads TypeScript and ts-node for a policy pack on first use only. Pulumi's SDK loads both to run any pack, which for one in
// JavaScript is a seventh of its start.
const Module = require("node:module");

/** Puts a module in the place of another, which `load` loads. */
function replace(file, makeExports) {
  const later = new Module(file);
  later.loaded = true;
  later.exports = makeExports(() => {
    delete require.cache[file];
    return require(file);
  });
  require.cache[file] = later;
}

/** The compiler, of which the SDK reads the version first. */
const lazyTypeScript = (version) => (load) =>
  new Proxy({ version }, { get: (known, name) => (name in known ? known[name] : load()[name]) });

/** ts-node, registered when the first TypeScript file is required. */
const lazyTsNode = (version) => (load) => ({
  VERSION: version,
  register(options) {
    Module._extensions[".ts"] = (module, file) => {
      delete Module._extensions[".ts"];
      load().register(options);
      Module._extensions[".ts"](module, file);
    };
  },
});

/** @param requireSdk - requires a module as the pack's own copy of the SDK does */
module.exports = (requireSdk) => {
  for (const [name, make] of [
    ["typescript", lazyTypeScript],
    ["ts-node", lazyTsNode],
  ]) {
    try {
      replace(requireSdk.resolve(name), make(requireSdk(`${name}/package.json`).version));
    } catch {
      // Not installed: the SDK has a copy of its own.
    }
  }
};
