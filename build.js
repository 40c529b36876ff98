// Builds what the npm package holds: for each of its exports JavaScript in one file with the types beside it, the files that
// components read, the policy pack as a folder that `--policy-pack` takes, and the command.
const { cpSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { spawnSync } = require("node:child_process");
const { buildSync } = require("esbuild");
const { writeLicenses } = require("./tools/bundledLicenses");

const dist = join(__dirname, "dist");
const tsc = require.resolve("typescript/bin/tsc");

/** Runs a script of Node's, or ends with its exit code. */
function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: __dirname, stdio: "inherit" });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

/** Bundles a folder's index into one file, with the libraries that it needs but for those that stay packages. */
function bundle(folder, packages) {
  const { metafile } = buildSync({
    absWorkingDir: __dirname,
    entryPoints: [`${folder}/index.ts`],
    outfile: `dist/${folder}/index.js`,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: packages,
    // Modules, where a library has them: what is not used is left out.
    mainFields: ["module", "main"],
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  writeLicenses(Object.keys(metafile.inputs), __dirname, join(dist, folder));
}

// Emptied first: what was renamed in the sources must not live on in the package.
rmSync(dist, { recursive: true, force: true });
run(tsc, "-p", "tsconfig.build.json");
// Types of the members site's configuration, which no public type names.
rmSync(join(dist, "app"), { recursive: true });
bundle("components", ["@pulumi/*"]);
bundle("signer", ["@aws-sdk/*"]);
cpSync(join(__dirname, "components/cloudfront/pages"), join(dist, "components/pages"), { recursive: true });

run("cli/build.js");
run("policy/build.js", join(dist, "policy/dist"));
run(tsc, "-p", "policy/tsconfig.build.json", "--outDir", join(dist, "policy/dist"));
for (const file of ["config", "start.js", "lazySolver.js", "PulumiPolicy.yaml"]) {
  cpSync(join(__dirname, "policy", file), join(dist, "policy", file), { recursive: true });
}
// Node reads `exports` of a package's root alone, so a folder inside a package must not have any.
const own = new Set(["exports", "files", "scripts", "devDependencies"]);
const manifest = Object.entries(JSON.parse(readFileSync(join(__dirname, "policy/package.json"), "utf8")));
writeFileSync(
  join(dist, "policy/package.json"),
  `${JSON.stringify(Object.fromEntries(manifest.filter(([key]) => !own.has(key))), null, 2)}\n`,
);
