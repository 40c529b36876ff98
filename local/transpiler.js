// What ts-node compiles with, here and in the engine: esbuild, which needs a fifth of the compiler's time. Types are
// checked by `npm run check`. Plain JavaScript, because it is loaded before anything can be compiled.
// See https://typestrong.org/ts-node/docs/transpilers
const { transformSync } = require("esbuild");

exports.create = () => ({
  transpile(text, { fileName }) {
    const { code, map } = transformSync(text, {
      loader: "ts",
      format: "cjs",
      target: "node20",
      // Other files of the project are compiled only where they are required; node does not find them by import().
      supported: { "dynamic-import": false },
      sourcemap: "external",
      sourcefile: fileName,
    });
    return { outputText: code, sourceMapText: map };
  },
});
