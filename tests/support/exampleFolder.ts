/** The examples in a folder of their own. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";

/** Copies the examples to a folder in which `secure-origin` is the components' sources, so that nothing is packed. */
export function exampleFolder(): string {
  const root = mkdtempSync(join(tmpdir(), "secure-origin-examples-"));
  const modules = join(root, "node_modules");
  mkdirSync(join(modules, "secure-origin"), { recursive: true });
  for (const name of readdirSync(join(projectFolder, "node_modules"))) {
    symlinkSync(join(projectFolder, "node_modules", name), join(modules, name));
  }
  const components = JSON.stringify(join(projectFolder, "components", "index.ts"));
  writeFileSync(join(modules, "secure-origin", "index.js"), `module.exports = require(${components});\n`);
  cpSync(join(projectFolder, "examples"), join(root, "examples"), { recursive: true });
  return root;
}
