// Bundles the pack: Pulumi would type-check a TypeScript pack in every preview, which takes seconds. Both Pulumi SDKs
// stay outside: a second copy of @pulumi/policy would not recognise unknown values.
const { join } = require("node:path");
const { buildSync } = require("esbuild");
const { writeLicenses } = require("../tools/bundledLicenses");

const root = join(__dirname, "..");
// An optional argument is the output folder, for a copy of the pack.
const outdir = process.argv[2] ?? join(__dirname, "dist");

const { metafile } = buildSync({
  absWorkingDir: root,
  entryPoints: ["policy/index.ts", "policy/pack.ts"],
  outdir,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // index.js loads pack.js.
  external: ["@pulumi/policy", "@pulumi/pulumi", "./pack"],
  metafile: true,
  logLevel: "warning",
});
writeLicenses(Object.keys(metafile.inputs), root, outdir);
