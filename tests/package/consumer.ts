/** The package as users install it: packed, and installed by npm into an empty program outside the project. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";

interface Manifest {
  readonly version: string;
  readonly peerDependencies: Record<string, string>;
}

/** Where npm keeps what it has downloaded, by content: what it installed for this project is not downloaded again. */
const npmCache = process.env.npm_config_cache ?? join(homedir(), ".npm");

/** The packages of a TypeScript program, apart from the package and its peers. */
const programDependencies = ["@types/node", "hono", "typescript"];

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

/** Returns a package with this project's version of it. */
const locked = (name: string): string =>
  `${name}@${manifestIn(join(projectFolder, "node_modules", name)).version}`;

/** The output of a command. */
export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The packed package. */
export class Tarball {
  readonly folder = mkdtempSync(join(tmpdir(), "secure-origin-tarball-"));
  readonly file: string;
  /** The home folder of its users. */
  readonly home = join(this.folder, "home");

  /** Builds and packs the project. */
  constructor() {
    const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", this.folder], {
      cwd: projectFolder,
      encoding: "utf8",
    });
    mkdirSync(this.home);
    this.file = join(this.folder, packed.trim().split("\n").at(-1) ?? "");
  }

  /** Lists its files. */
  files(): string[] {
    const listed = execFileSync("tar", ["-tzf", this.file], { encoding: "utf8" });
    return listed
      .trim()
      .split("\n")
      .map((name) => name.replace(/^package\//, ""));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** An empty program, with a home folder of its own. */
export class Consumer {
  readonly folder = mkdtempSync(join(tmpdir(), "secure-origin-consumer-"));
  /** The package's folder in node_modules. */
  readonly package = join(this.folder, "node_modules", "secure-origin");

  /** @param home - its user's home folder */
  constructor(private readonly home: string) {
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ name: "platform", private: true }));
  }

  /** Installs packages by npm; throws unless it succeeds. @returns npm's output */
  install(...packages: string[]): string {
    const run = this.run("npm", "install", "--no-audit", "--no-fund", "--no-update-notifier", ...packages);
    if (run.code !== 0) {
      throw new Error(`npm install failed: ${run.stdout}${run.stderr}`);
    }
    return run.stdout + run.stderr;
  }

  /** Lists the peers of a Pulumi program and its own packages, in this project's versions. */
  static programPackages(): string[] {
    const peers = Object.keys(manifestIn(projectFolder).peerDependencies);
    return [...peers.filter((name) => name.startsWith("@pulumi/")), ...programDependencies].map(locked);
  }

  /** Runs a command in the folder. */
  run(command: string, ...args: string[]): Printed {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: this.folder,
      encoding: "utf8",
      env: { ...process.env, HOME: this.home, npm_config_cache: npmCache, npm_config_prefer_offline: "true" },
    });
    return { code: status ?? 1, stdout, stderr };
  }

  /** Runs the package's command. */
  secureOrigin(...args: string[]): Printed {
    return this.run(join(this.folder, "node_modules", ".bin", "secure-origin"), ...args);
  }

  /** Writes a file in the folder. */
  write(name: string, text: string): string {
    const file = join(this.folder, name);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  /** Copies this project's examples. */
  copyExamples(): void {
    cpSync(join(projectFolder, "examples"), join(this.folder, "examples"), { recursive: true });
  }

  /**
   * Compiles TypeScript for Node with the folder's own compiler; throws the compiler's errors.
   *
   * @param skipLibCheck - false also checks the types of packages
   */
  compile(include: readonly string[], skipLibCheck: boolean): void {
    const options = {
      module: "nodenext",
      target: "es2022",
      strict: true,
      skipLibCheck,
      noEmit: !skipLibCheck,
      types: ["node"],
      rootDir: ".",
    };
    this.write("tsconfig.json", JSON.stringify({ compilerOptions: options, include }));
    const run = this.run(process.execPath, join("node_modules", "typescript", "bin", "tsc"));
    if (run.code !== 0) {
      throw new Error(run.stdout + run.stderr);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
