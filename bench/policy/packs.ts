/** A peer of the policy pack. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";

/** Writes a pack without policies, to measure the engine and the SDK alone. */
export function emptyPack(folder: string): string {
  const pack = join(folder, "empty");
  mkdirSync(pack);
  writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
  writeFileSync(
    join(pack, "package.json"),
    JSON.stringify({ name: "empty", version: "1.0.0", main: "index.js" }),
  );
  writeFileSync(
    join(pack, "index.js"),
    'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n',
  );
  symlinkSync(join(projectFolder, "node_modules"), join(pack, "node_modules"));
  return pack;
}
