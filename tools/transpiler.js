// The transpiler of ts-node, here and in the engine: esbuild, in a fifth of the compiler's time, with a cache in
// node_modules/.cache. Types are checked by `npm run check`. Plain JavaScript, because it is loaded before anything can be
// compiled.
// See https://typestrong.org/ts-node/docs/transpilers
const { createHash, randomUUID } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const folder = join(__dirname, "..", "node_modules", ".cache", "transpiled");

const options = {
  loader: "ts",
  format: "cjs",
  target: "node20",
  // Becomes require(), for which ts-node compiles files; import() does not find them.
  supported: { "dynamic-import": false },
  sourcemap: "external",
};

const { version } = require("esbuild/package.json");

/** Returns the file of a cached result, whose name depends on all that the result depends on. */
function cacheFile(text, sourcefile) {
  const all = JSON.stringify([version, options, sourcefile, text]);
  return join(folder, `${createHash("sha256").update(all).digest("hex")}.json`);
}

// esbuild then starts a process for each text. With a worker thread it would wait forever if the thread died.
process.env.ESBUILD_WORKER_THREADS = "0";

function compile(text, sourcefile) {
  const { code, map } = require("esbuild").transformSync(text, { ...options, sourcefile });
  return { outputText: code, sourceMapText: map };
}

/** Writes a result atomically. A result that cannot be written is compiled again. */
function store(file, result) {
  const unfinished = `${file}.${randomUUID()}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, JSON.stringify(result));
    renameSync(unfinished, file);
  } catch {
    rmSync(unfinished, { force: true });
  }
}

exports.create = () => ({
  transpile(text, { fileName }) {
    const file = cacheFile(text, fileName);
    try {
      return JSON.parse(readFileSync(file, "utf8"));
    } catch {
      const result = compile(text, fileName);
      store(file, result);
      return result;
    }
  },
});
