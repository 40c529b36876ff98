/** The project's source files and their imports, type-only ones included. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { projectFolder } from "../../local/run/project";

/** A source file, by its path from the project's folder. */
export interface SourceFile {
  readonly path: string;
  readonly lines: number;
  /** Imported files of the project. */
  readonly files: readonly string[];
  /** Imported packages and Node modules. */
  readonly packages: readonly string[];
}

/** Resolves a relative import to a file, as Node and TypeScript do; undefined if there is none. */
function resolve(from: string, specifier: string): string | undefined {
  const target = join(dirname(from), specifier);
  return [target, ...[".ts", ".js", "/index.ts"].map((end) => target + end)].find(
    (file) => existsSync(file) && statSync(file).isFile(),
  );
}

function readSource(file: string): SourceFile {
  const text = readFileSync(file, "utf8");
  const specifiers = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const relatives = specifiers.filter((specifier) => specifier.startsWith("."));
  return {
    path: relative(projectFolder, file),
    lines: text.split("\n").length - 1,
    files: relatives
      .map((specifier) => resolve(file, specifier))
      .filter((found) => found !== undefined)
      .map((found) => relative(projectFolder, found)),
    packages: specifiers.filter((specifier) => !specifier.startsWith(".")),
  };
}

/** Reads all source files in folders of the project. */
export function readSources(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
      .map((name) => join(projectFolder, folder, name))
      .filter((file) => /\.(ts|js)$/.test(file) && !/\/(dist|node_modules)\//.test(file))
      .map(readSource),
  );
}

/** Finds the import circles: groups of files each of which reaches all others of its group. */
export function importCircles(sources: readonly Pick<SourceFile, "path" | "files">[]): string[][] {
  const imports = new Map(sources.map(({ path, files }) => [path, files]));
  const reachable = (from: string): Set<string> => {
    const seen = new Set<string>();
    const next = [...(imports.get(from) ?? [])];
    for (let path = next.pop(); path !== undefined; path = next.pop()) {
      if (!seen.has(path)) {
        seen.add(path);
        next.push(...(imports.get(path) ?? []));
      }
    }
    return seen;
  };
  const reached = new Map(sources.map(({ path }) => [path, reachable(path)]));
  const groups = sources
    .map(({ path }) => path)
    .filter((path) => reached.get(path)?.has(path))
    .map((path) => [...(reached.get(path) ?? [])].filter((other) => reached.get(other)?.has(path)).sort());
  return [...new Map(groups.map((group) => [group.join(), group])).values()];
}
