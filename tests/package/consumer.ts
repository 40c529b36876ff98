/** The package as a user has it: packed, and unpacked into an empty program outside the project. */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectFolder } from "../../local/project";

interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
}

/** What a TypeScript program brings itself, beside the package and its peers. */
const ofTheProgram = ["@types/node", "hono", "typescript", "ts-node"];

/** Path of a package's folder among this project's own. */
const installed = (name: string): string => join(projectFolder, "node_modules", name);

/** A folder with the package in its node_modules; `remove` takes it away. */
export class Consumer {
  readonly folder = mkdtempSync(join(tmpdir(), "secure-origin-consumer-"));
  readonly tarball: string;
  /** The package's folder in node_modules. */
  readonly package = join(this.folder, "node_modules", "secure-origin");

  /**
   * Builds and packs the project, unpacks it, and puts links to this project's packages beside it: those that the
   * package asks for by name, and no others.
   */
  constructor() {
    this.node("build.js");
    // Without scripts: `prepare` would write what tests at the same time read.
    const packed = execFileSync(
      "npm",
      ["pack", "--ignore-scripts", "--silent", "--pack-destination", this.folder],
      { cwd: projectFolder, encoding: "utf8" },
    );
    this.tarball = join(this.folder, packed.trim());
    mkdirSync(this.package, { recursive: true });
    execFileSync("tar", ["-xzf", this.tarball, "-C", this.package, "--strip-components", "1"]);
    const { dependencies, peerDependencies } = this.manifest();
    for (const name of [...Object.keys(dependencies), ...Object.keys(peerDependencies), ...ofTheProgram]) {
      const link = join(this.folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(installed(name), link);
    }
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ name: "platform", private: true }));
    cpSync(join(projectFolder, "examples"), join(this.folder, "examples"), { recursive: true });
  }

  /** The package's own package.json, as packed. */
  manifest(): Manifest {
    return JSON.parse(readFileSync(join(this.package, "package.json"), "utf8")) as Manifest;
  }

  /** Names of all files in the package. */
  files(): string[] {
    const listed = execFileSync("tar", ["-tzf", this.tarball], { encoding: "utf8" });
    return listed
      .trim()
      .split("\n")
      .map((name) => name.replace(/^package\//, ""));
  }

  /** Runs a script of this project's with Node, and returns what it prints; throws unless it succeeds. */
  node(script: string, args: string[] = [], cwd: string = projectFolder): string {
    const file = join(projectFolder, script);
    if (!existsSync(file)) {
      throw new Error(`${script} is not there: npm ci installs it`);
    }
    try {
      return execFileSync(process.execPath, [file, ...args], { cwd, encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      throw new Error(`${script} failed: ${stdout ?? ""}${stderr ?? ""}`);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
