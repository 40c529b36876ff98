// Builds the npm package: a JavaScript file for each export with its types, the files that components read, the policy pack
// as a folder for `--policy-pack`, and the command.
const { cpSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { spawnSync } = require("node:child_process");
const { bundle } = require("./tools/bundle");
const { pruneTypes } = require("./tools/pruneTypes");

const dist = join(__dirname, "dist");
const tsc = require.resolve("typescript/bin/tsc");

/** Runs a Node script, or exits with its exit code. */
function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: __dirname, stdio: "inherit" });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

/** Bundles a folder's index into one file, without the packages that stay outside. */
function bundleIndex(folder, packages) {
  bundle(join(dist, folder), {
    entryPoints: [`${folder}/index.ts`],
    outfile: `dist/${folder}/index.js`,
    external: packages,
    // A third less to install; names stay, for the stack of an error.
    minifyWhitespace: true,
    minifySyntax: true,
  });
}

// Emptied first, so that the package holds no file of a former build.
rmSync(dist, { recursive: true, force: true });
run(tsc, "-p", "tsconfig.build.json");
// The types of the members site's configuration are not public.
rmSync(join(dist, "app"), { recursive: true });
bundleIndex("components", ["@pulumi/*"]);
bundleIndex("signer", ["@aws-sdk/*"]);
cpSync(join(__dirname, "components/cloudfront/pages"), join(dist, "components/pages"), { recursive: true });

run("cli/build.js");
run("policy/build.js", join(dist, "policy/dist"));
run(tsc, "-p", "policy/tsconfig.build.json", "--outDir", join(dist, "policy/dist"));
pruneTypes(join(dist, "policy/dist"), "pack.d.ts");
for (const file of ["config", "start.js", "PulumiPolicy.yaml"]) {
  cpSync(join(__dirname, "policy", file), join(dist, "policy", file), { recursive: true });
}
// Node reads only the `exports` of a package's root; a folder inside must not have any.
const own = new Set(["exports", "files", "scripts", "devDependencies"]);
const manifest = Object.entries(JSON.parse(readFileSync(join(__dirname, "policy/package.json"), "utf8")));
writeFileSync(
  join(dist, "policy/package.json"),
  `${JSON.stringify(Object.fromEntries(manifest.filter(([key]) => !own.has(key))), null, 2)}\n`,
);
