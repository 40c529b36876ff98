// Builds the policy pack to JavaScript, because Pulumi would check the types of a TypeScript pack at each preview, which
// takes seconds. Both Pulumi SDKs stay outside: a second copy of @pulumi/policy would not recognise its own unknown values.
const { join } = require("node:path");
const { bundle } = require("../tools/bundle");

// An argument names another folder, for a copy of the pack.
const outdir = process.argv[2] ?? join(__dirname, "dist");

bundle(outdir, {
  entryPoints: ["policy/index.ts", "policy/pack.ts"],
  outdir,
  // The entry point loads the pack from the file beside it.
  external: ["@pulumi/policy", "@pulumi/pulumi", "./pack"],
});
