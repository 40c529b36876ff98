// Builds the pack to JavaScript: Pulumi would type-check a TypeScript pack anew at each preview, which takes seconds.
// Both Pulumi SDKs stay outside: a second copy of @pulumi/policy would not recognise its own unknown values.
const { join } = require("node:path");
const { buildSync } = require("esbuild");
const { writeLicenses } = require("../tools/bundledLicenses");

const root = join(__dirname, "..");
// Another folder may be named, for a copy of the pack.
const outdir = process.argv[2] ?? join(__dirname, "dist");

const { metafile } = buildSync({
  absWorkingDir: root,
  entryPoints: ["policy/index.ts", "policy/pack.ts"],
  outdir,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // The entry point takes the pack from the file beside it.
  external: ["@pulumi/policy", "@pulumi/pulumi", "./pack"],
  metafile: true,
  logLevel: "warning",
});
writeLicenses(Object.keys(metafile.inputs), root, outdir);
