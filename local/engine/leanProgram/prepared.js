// A program's process that the language host started before the engine asked for it, while the policy pack starts: it
// loads the SDK and the compiler, then waits for what to run. local/engine/install/languages/node/program.go sends it.
const { readFileSync } = require("node:fs");

/** Loads what `cmd/run` will require; whatever fails here fails again there, with its message. */
function loadSdk(requireSdk) {
  for (const name of ["@pulumi/pulumi", "@pulumi/pulumi/typescript-shim", "ts-node"]) {
    try {
      requireSdk(name);
    } catch {
      // Not installed, or not for this Node.
    }
  }
}

/** @param requireSdk - requires a module as the program's own copy of the SDK does */
module.exports = (requireSdk) => {
  const { SECURE_ORIGIN_PROGRAM_PIPE: pipe = "" } = process.env;
  delete process.env.SECURE_ORIGIN_PROGRAM_PIPE;
  if (!/^[3-9]$/.test(pipe)) {
    return;
  }
  loadSdk(requireSdk);
  const request = readFileSync(Number(pipe), "utf8");
  if (request === "") {
    // The host closed the pipe: nothing is to be run. Not 0, by which a program says that its resources are all that there are.
    process.exit(1);
  }
  const { directory, arguments: values, variables } = JSON.parse(request);
  process.chdir(directory);
  process.argv.push(...values);
  for (const variable of variables) {
    const at = variable.indexOf("=");
    process.env[variable.slice(0, at)] = variable.slice(at + 1);
  }
};
