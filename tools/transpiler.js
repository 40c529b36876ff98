// ts-node's transpiler, also in the engine: esbuild takes a fifth of the compiler's time, and each text is compiled once
// and kept in node_modules/.cache. Types are checked by `npm run check`. Plain JavaScript, because nothing can be compiled
// before it is loaded.
// See https://typestrong.org/ts-node/docs/transpilers
const { createHash, randomUUID } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const folder = join(__dirname, "..", "node_modules", ".cache", "transpiled");

const options = {
  loader: "ts",
  format: "cjs",
  target: "node20",
  // Other files of the project are compiled only where they are required; node does not find them by import().
  supported: { "dynamic-import": false },
  sourcemap: "external",
};

const { version } = require("esbuild/package.json");

/** Returns the file that keeps the result, named by a hash of all that the result depends on. */
function placeOf(text, sourcefile) {
  const all = JSON.stringify([version, options, sourcefile, text]);
  return join(folder, `${createHash("sha256").update(all).digest("hex")}.json`);
}

// Runs esbuild once for each text: its worker thread would be waited for forever if it died.
process.env.ESBUILD_WORKER_THREADS = "0";

function compile(text, sourcefile) {
  const { code, map } = require("esbuild").transformSync(text, { ...options, sourcefile });
  return { outputText: code, sourceMapText: map };
}

/** Writes a file atomically; a result that cannot be written is compiled again. */
function keep(place, result) {
  const unfinished = `${place}.${randomUUID()}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, JSON.stringify(result));
    renameSync(unfinished, place);
  } catch {
    rmSync(unfinished, { force: true });
  }
}

/** Compiles files that have not been compiled, all in one process. A file with an error is left to whoever loads it. */
exports.compileAhead = async (files) => {
  const { transform } = require("esbuild");
  const compileOne = async (file) => {
    const text = readFileSync(file, "utf8");
    const place = placeOf(text, file);
    if (!existsSync(place)) {
      const { code, map } = await transform(text, { ...options, sourcefile: file, logLevel: "silent" });
      keep(place, { outputText: code, sourceMapText: map });
    }
  };
  await Promise.allSettled(files.map(compileOne));
};

exports.create = () => ({
  transpile(text, { fileName }) {
    const place = placeOf(text, fileName);
    try {
      return JSON.parse(readFileSync(place, "utf8"));
    } catch {
      const result = compile(text, fileName);
      keep(place, result);
      return result;
    }
  },
});
