/** Builds Pulumi's programs from Go modules, for machines that reach package registries only. */
import { execFile, spawn } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { engineVersion, yamlHostVersion } from "./cache";

const run = promisify(execFile);

/** A program to build. */
export interface GoProgram {
  /** The binary's name. */
  readonly binary: string;
  /** The folder of the Go module that pins it, from this one. */
  readonly module: string;
  /** Import path of its package. */
  readonly command: string;
  /** Linker flag that sets its version. Default: it has none. */
  readonly version?: string;
  /** Files of its modules that it needs beside it. Default: none. */
  readonly beside?: readonly { readonly module: string; readonly folder: string; readonly file: string }[];
}

/** The command line. */
export const commandLine: GoProgram = {
  binary: "pulumi",
  module: "go",
  command: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  version: `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${engineVersion}`,
};

/** The language host of programs in TypeScript and JavaScript. */
export const nodeHost: GoProgram = {
  binary: "pulumi-language-nodejs",
  module: "languages",
  command: "secureorigin.local/languages/node",
};

/** The language host of programs in YAML. */
export const yamlHost: GoProgram = {
  binary: "pulumi-language-yaml",
  module: "yaml",
  command: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  version: `github.com/pulumi/pulumi-yaml/pkg/version.Version=v${yamlHostVersion}`,
};

/** The language hosts of programs in Python and Go, which also generate SDKs for Node. */
export const languagesHost: GoProgram = {
  binary: "pulumi-languages",
  module: "languages",
  command: "secureorigin.local/languages",
  beside: [
    {
      module: "github.com/pulumi/pulumi/sdk/v3",
      folder: "python/cmd",
      file: "pulumi-language-python-exec",
    },
  ],
};

/** Returns the binary that `build` leaves in its folder. */
export function builtBinary(program: GoProgram, root: string): string {
  return join(root, program.binary);
}

/** Copies the pinned Go module beside the build, so that Go writes nothing into the project. */
function moduleCopy(module: string, root: string): string {
  const folder = mkdtempSync(join(root, "module-"));
  cpSync(resolve(__dirname, module), folder, { recursive: true });
  return folder;
}

/** Runs `go build`, and calls back for each compiled package. */
async function compile(
  { command, version }: GoProgram,
  folder: string,
  target: string,
  compiled: (count: number) => void,
): Promise<void> {
  const flags = version === undefined ? "-s -w" : `-s -w -X ${version}`;
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
 * Builds a program into `root`, unless it exists, and returns the binary.
 *
 * @param report - receives the progress; a cold build takes minutes
 * @throws one line if Go is missing or the modules are unavailable
 */
export async function build(
  program: GoProgram,
  root: string,
  report: (detail: string) => void,
): Promise<string> {
  const binary = builtBinary(program, root);
  if (existsSync(binary)) {
    return binary;
  }
  try {
    await run("go", ["version"]);
  } catch {
    throw new Error("Go is not installed");
  }
  mkdirSync(root, { recursive: true });
  const folder = moduleCopy(program.module, root);
  try {
    report("fetching modules");
    const listed = await run("go", ["list", "-deps", program.command], {
      cwd: folder,
      maxBuffer: 16 * 1024 * 1024,
    });
    const total = listed.stdout.trim().split("\n").length;
    const target = join(folder, program.binary);
    await compile(program, folder, target, (count) =>
      report(`${Math.min(count, total)} of ${total} packages compiled`),
    );
    for (const { module, folder: inside, file } of program.beside ?? []) {
      const { stdout } = await run("go", ["list", "-m", "-f", "{{.Dir}}", module], { cwd: folder });
      copyFileSync(join(stdout.trim(), inside, file), join(root, file));
    }
    // Renamed at the end, so that two concurrent builds never see a partial binary.
    renameSync(target, binary);
    return binary;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
