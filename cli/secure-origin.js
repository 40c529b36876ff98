#!/usr/bin/env node
// The command's entry point inside the project: compiles on the fly, without a type check.
require("ts-node").register({
  transpileOnly: true,
  project: require("node:path").join(__dirname, "..", "tsconfig.json"),
});
require("./program")
  .runProgram(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  });
