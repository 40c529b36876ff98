/** Keeps the program of a release in one file, with its components and without packages. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { buildSync } from "esbuild";
import { compare } from "semver";
import { projectFolder } from "../../../local/run/project";

/** The folder of the kept programs, `<version>.cjs.br` each. */
export const programsFolder = join(__dirname, "programs");

/** How the names of their files end. */
export const PROGRAM = ".cjs.br";

/** Components read their pages from a folder beside them. */
const besidePages = join(projectFolder, "components", "cloudfront");

/** Returns the content of a file that keeps the program of a project's folder. */
export function packProgram(folder: string): Buffer {
  const { outputFiles } = buildSync({
    absWorkingDir: folder,
    entryPoints: ["index.ts"],
    bundle: true,
    format: "cjs",
    platform: "node",
    packages: "external",
    minify: true,
    // Names of classes and functions are in messages.
    keepNames: true,
    write: false,
  });
  return brotliCompressSync(outputFiles[0]?.contents ?? "");
}

/** Runs the newest program that is kept, with the present pages and packages. @returns its outputs */
export function runFormerProgram(): unknown {
  const versions = readdirSync(programsFolder).map((name) => name.replace(PROGRAM, ""));
  const newest = versions.sort(compare).at(-1) ?? "";
  const text = brotliDecompressSync(readFileSync(join(programsFolder, `${newest}${PROGRAM}`))).toString();
  const module = { exports: {} as unknown };
  const run = compileFunction(text, ["require", "module", "exports", "__dirname"]);
  Reflect.apply(run, undefined, [createRequire(__filename), module, module.exports, besidePages]);
  return module.exports;
}
