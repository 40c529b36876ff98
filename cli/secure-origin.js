#!/usr/bin/env node
// The command's entry point: the bundle that cli/build.js wrote, unless a source is newer; then the sources themselves,
// compiled on the fly without a type check.
const { existsSync, readFileSync, statSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const bundle = join(__dirname, "dist", "program.js");

/** Whether the bundle is there and no older than what went into it. A package without sources has nothing newer. */
function isFresh() {
  if (!existsSync(bundle)) {
    return false;
  }
  const built = statSync(bundle).mtimeMs;
  const inputs = JSON.parse(readFileSync(join(__dirname, "dist", "inputs.json"), "utf8"));
  return inputs.every((input) => {
    const source = statSync(join(root, input), { throwIfNoEntry: false });
    return source === undefined || source.mtimeMs <= built;
  });
}

function load() {
  if (isFresh()) {
    return require(bundle);
  }
  require("ts-node").register({ transpileOnly: true, project: join(root, "tsconfig.json") });
  return require("./program");
}

load()
  .runProgram(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  });
