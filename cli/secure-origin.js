#!/usr/bin/env node
// The command's entry point: runs a bundle of cli/build.js. In the repository, when a source is newer than the bundle, it
// compiles the sources on the fly instead, without a type check.
const { existsSync, readFileSync, statSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const name = process.argv[2] === "sign" ? "signProgram" : "program";
const bundle = join(__dirname, "dist", `${name}.js`);

/** Tells whether to run the bundle: always in a package, and in the repository unless a source is newer. */
function isFresh() {
  if (!existsSync(join(__dirname, "program.ts"))) {
    return true;
  }
  if (!existsSync(bundle)) {
    return false;
  }
  const built = statSync(bundle).mtimeMs;
  const inputs = JSON.parse(readFileSync(join(__dirname, "dist", "inputs.json"), "utf8"));
  const isOlder = (input) => {
    const source = statSync(join(root, input), { throwIfNoEntry: false });
    return source === undefined || source.mtimeMs <= built;
  };
  // Bundles of a former version of this file have another list, or none.
  return inputs[name]?.every(isOlder) ?? false;
}

function load() {
  if (isFresh()) {
    return require(bundle);
  }
  require("ts-node").register({ transpileOnly: true, project: join(root, "tsconfig.json") });
  return require(`./${name}`);
}

// A reader such as head may stop early: the command then fails silently.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
    process.exit(1);
  });
}

const { runProgram, visible } = load();
runProgram(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (defect) => {
    process.stderr.write(`${visible(require("node:util").inspect(defect))}\n`);
    process.exitCode = 1;
  },
);
