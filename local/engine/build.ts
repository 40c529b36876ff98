/** Builds the Pulumi command line from Go modules, for machines that reach package registries only. */
import { execFile, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { engineVersion } from "./cache";

const run = promisify(execFile);
const command = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The binary that `build` leaves in its folder. */
export function builtBinary(root: string): string {
  return join(root, "pulumi");
}

/** Copies the pinned module beside the build, so that Go writes nothing into the project. */
function moduleCopy(root: string): string {
  const folder = mkdtempSync(join(root, "module-"));
  for (const file of readdirSync(join(__dirname, "go"))) {
    copyFileSync(join(__dirname, "go", file), join(folder, file));
  }
  return folder;
}

/** Runs `go build`, calling back for each package that it has compiled. */
async function compile(folder: string, target: string, compiled: (count: number) => void): Promise<void> {
  const flags = `-s -w -X ${versionVariable}=v${engineVersion}`;
  const child = spawn("go", ["build", "-v", "-trimpath", "-ldflags", flags, "-o", target, command], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, CGO_ENABLED: "0" },
  });
  const last: string[] = [];
  let count = 0;
  createInterface({ input: child.stderr }).on("line", (line) => {
    last.push(line);
    if (last.length > 5) {
      last.shift();
    }
    if (!line.startsWith("go: ")) {
      compiled(++count);
    }
  });
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`go build failed: ${last.join(" / ")}`)),
    );
  });
}

/**
 * Builds the command line into `root` and returns the binary; one that stands there is returned as it is.
 *
 * @param report - told in words how far the build is; a cold build takes minutes
 * @throws when Go is missing or the modules cannot be had, with the reason in one line
 */
export async function build(root: string, report: (detail: string) => void): Promise<string> {
  const binary = builtBinary(root);
  if (existsSync(binary)) {
    return binary;
  }
  try {
    await run("go", ["version"]);
  } catch {
    throw new Error("Go is not installed");
  }
  mkdirSync(root, { recursive: true });
  const folder = moduleCopy(root);
  try {
    report("fetching modules");
    const listed = await run("go", ["list", "-deps", command], { cwd: folder, maxBuffer: 16 * 1024 * 1024 });
    const total = listed.stdout.trim().split("\n").length;
    const target = join(folder, "pulumi");
    await compile(folder, target, (count) =>
      report(`${Math.min(count, total)} of ${total} packages compiled`),
    );
    // Renamed at the end, so that two clones that build at once never see half a binary.
    renameSync(target, binary);
    return binary;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
