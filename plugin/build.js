// Bundles the plugin into dist/: what Pulumi then starts is JavaScript, and no types are checked. `npm install` in this
// folder runs it, also where Pulumi installs the plugin from a Git address.
const { cpSync } = require("node:fs");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

/** Builds the plugin from the components beside this folder. */
function buildPlugin() {
  const dist = join(__dirname, "dist");
  buildSync({
    absWorkingDir: __dirname,
    entryPoints: ["provider.ts"],
    outfile: join(dist, "provider.js"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    mainFields: ["module", "main"],
    legalComments: "inline",
    logLevel: "warning",
    // The components' libraries are installed here, not beside the components.
    nodePaths: [join(__dirname, "node_modules")],
    external: ["@pulumi/*"],
  });
  cpSync(join(__dirname, "../components/cloudfront/pages"), join(dist, "pages"), { recursive: true });
}

module.exports = { buildPlugin };

if (require.main === module) {
  buildPlugin();
}
