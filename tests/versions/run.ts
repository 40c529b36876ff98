/**
 * `npm run matrix`: tries the project with other versions of Node, the SDK and the AWS provider, each in a copy of it, and
 * writes the table in docs/reference/versions.md. It takes minutes for each, and needs npm's registry.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { checks, pairs, type Versions } from "./pairs";
import { type Tried, tableOf, withTable } from "./table";

const page = join(projectFolder, "docs/reference/versions.md");

/** Runs a command, with its output on standard error. @returns whether it succeeded */
function run(cwd: string, variables: NodeJS.ProcessEnv, command: string, args: readonly string[]): boolean {
  const env = { ...process.env, ...variables };
  return spawnSync(command, args, { cwd, env, stdio: ["ignore", 2, 2] }).status === 0;
}

/** Installs a version of Node from npm. @returns the folder of its binary */
function installNode(folder: string, version: string): string {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  execFileSync("npm", ["install", "--prefix", folder, "--no-save", `${name}@${version}`], {
    stdio: ["ignore", 2, 2],
  });
  return join(folder, "node_modules", name, "bin");
}

/** Copies the project's files. */
function copyProject(folder: string): void {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: projectFolder,
    encoding: "utf8",
  });
  for (const file of listed.trim().split("\n")) {
    cpSync(join(projectFolder, file), join(folder, file));
  }
}

/** Tries one combination in a copy of the project, of which only the packages in question are changed. */
function attempt(folder: string, versions: Versions): Tried {
  const own = mkdtempSync(join(folder, "tried-"));
  const project = join(folder, "project");
  const node = installNode(own, versions.node);
  const variables = {
    PATH: `${node}:${process.env.PATH ?? ""}`,
    SECURE_ORIGIN_LOCAL_DIR: join(own, "local"),
  };
  const installed = run(project, variables, "npm", [
    ...["install", "--no-audit", "--no-fund", "--save-dev", "--save-exact"],
    ...[`@pulumi/pulumi@${versions.pulumi}`, `@pulumi/aws@${versions.aws}`],
  ]);
  const ready = installed && run(project, variables, "node", ["local/setup.js"]);
  const passed = checks.map(({ name, command }) => {
    const ok = ready && run(project, variables, "node", command);
    console.error(
      `Node ${versions.node}, SDK ${versions.pulumi}, AWS ${versions.aws}: ${name} ${ok ? "passed" : "FAILED"}`,
    );
    return ok;
  });
  const nodeVersion = execFileSync(join(node, "node"), ["--version"], { encoding: "utf8" }).trim().slice(1);
  const tried = { ...versions, nodeVersion, passed };
  console.error(tableOf([tried]));
  return tried;
}

/** Numbers of the combinations, in their order; none means all. */
const only = process.argv.slice(2).map(Number);
const wanted = only.length === 0 ? pairs : only.flatMap((number) => pairs[number - 1] ?? []);
const folder = mkdtempSync(join(tmpdir(), "secure-origin-versions-"));
try {
  copyProject(join(folder, "project"));
  const tried = wanted.map((versions) => attempt(folder, versions));
  console.log(tableOf(tried));
  if (only.length === 0) {
    writeFileSync(page, withTable(readFileSync(page, "utf8"), tableOf(tried)));
  }
  process.exitCode = tried.every(({ passed }) => passed.every(Boolean)) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
