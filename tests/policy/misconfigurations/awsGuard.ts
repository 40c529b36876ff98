/** Runs @pulumi/awsguard for comparison, if it is installed. */
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Finds @pulumi/awsguard in the folder that SECURE_ORIGIN_AWSGUARD names, or in this project. */
export function awsGuardPath(): string | undefined {
  const folders = [process.env.SECURE_ORIGIN_AWSGUARD, __dirname].filter((folder) => folder !== undefined);
  for (const folder of folders) {
    try {
      return createRequire(join(folder, "from-here.js")).resolve("@pulumi/awsguard");
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/**
 * Writes a policy pack of AWS Guard's rules, all of them mandatory.
 *
 * @param folder - where the pack is written
 * @param guard - the result of `awsGuardPath`
 */
export function writeAwsGuardPack(folder: string, guard: string): string {
  const pack = join(folder, "awsguard");
  if (!existsSync(pack)) {
    mkdirSync(pack, { recursive: true });
    writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
    writeFileSync(
      join(pack, "package.json"),
      JSON.stringify({ name: "awsguard", version: "0.3.1", main: "index.js" }),
    );
    writeFileSync(join(pack, "config.json"), "{}");
    // The rule on certificates calls AWS, and its failure would end the preview.
    const levels = '{ all: "mandatory", acmCertificateExpiration: "disabled" }';
    const start = `const { AwsGuard } = require("@pulumi/awsguard");\nnew AwsGuard(${levels});\n`;
    writeFileSync(join(pack, "index.js"), start);
    // The engine's language host looks for the SDK beside the pack.
    symlinkSync(dirname(dirname(dirname(guard))), join(pack, "node_modules"));
  }
  return pack;
}
