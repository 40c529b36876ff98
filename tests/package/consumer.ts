/** The package as a user has it: packed, and installed by npm into an empty program outside the project. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";

interface Manifest {
  readonly version: string;
  readonly peerDependencies: Record<string, string>;
}

/** What a TypeScript program on Pulumi brings itself, beside the package and its peers. */
const ofTheProgram = ["@types/node", "hono", "typescript"];

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

/** A package with the version that this project has. */
const locked = (name: string): string =>
  `${name}@${manifestIn(join(projectFolder, "node_modules", name)).version}`;

/** What npm and other commands print, both streams. */
export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The files that a user would pack, made once. */
export class Tarball {
  readonly folder = mkdtempSync(join(tmpdir(), "secure-origin-tarball-"));
  readonly file: string;
  /** The home of those who install it. */
  readonly home = join(this.folder, "home");

  /** Builds and packs the project, as its README says. */
  constructor() {
    const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", this.folder], {
      cwd: projectFolder,
      encoding: "utf8",
    });
    mkdirSync(this.home);
    this.file = join(this.folder, packed.trim().split("\n").at(-1) ?? "");
  }

  /** Names of all files in it. */
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

/** An empty program of somebody's whose home is not this machine's. */
export class Consumer {
  readonly folder = mkdtempSync(join(tmpdir(), "secure-origin-consumer-"));
  /** The package's folder in node_modules. */
  readonly package = join(this.folder, "node_modules", "secure-origin");

  /** @param home - where npm keeps its cache; empty at first */
  constructor(private readonly home: string) {
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ name: "platform", private: true }));
  }

  /** Installs packages by npm, and returns what it printed; throws unless it succeeds. */
  install(...packages: string[]): string {
    const run = this.run("npm", "install", "--no-audit", "--no-fund", "--no-update-notifier", ...packages);
    if (run.code !== 0) {
      throw new Error(`npm install failed: ${run.stdout}${run.stderr}`);
    }
    return run.stdout + run.stderr;
  }

  /** The peers that a Pulumi program needs and its own packages, in this project's versions. */
  static programPackages(): string[] {
    const peers = Object.keys(manifestIn(projectFolder).peerDependencies);
    return [...peers.filter((name) => name.startsWith("@pulumi/")), ...ofTheProgram].map(locked);
  }

  /** Runs a command in the folder, as somebody whose home is empty. */
  run(command: string, ...args: string[]): Printed {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: this.folder,
      encoding: "utf8",
      env: { ...process.env, HOME: this.home, npm_config_cache: join(this.home, "npm") },
    });
    return { code: status ?? 1, stdout, stderr };
  }

  /** Runs the command that the package brings. */
  secureOrigin(...args: string[]): Printed {
    return this.run(join(this.folder, "node_modules", ".bin", "secure-origin"), ...args);
  }

  /** Writes a file below the folder. */
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
   * Compiles TypeScript by the rules of Node with the folder's own compiler; throws what the compiler says.
   *
   * @param skipLibCheck - false to check the types of packages as well
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
