/** Reads the engine's YAML files, so that an invalid one is refused in one line before anything starts. */
import { existsSync, readFileSync } from "node:fs";
import { isMap, LineCounter, parseDocument, visit } from "yaml";
import { shownPath } from "../../terminal/shownPath";
import { UserError } from "../../terminal/userError";

/**
 * Reads a settings file; undefined if it does not exist, an empty object if it is empty.
 *
 * @throws {UserError} with file, line and column of the error, without the file's content, which may hold secrets
 */
export function readYamlFile(file: string): Readonly<Record<string, unknown>> | undefined {
  if (!existsSync(file)) {
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(textOf(file), { lineCounter: lines, prettyErrors: false });
  // The engine reads the first document only.
  const error = document.errors.find(({ code }) => code !== "MULTIPLE_DOCS");
  if (error !== undefined) {
    throw broken(file, lines.linePos(error.pos[0]), reasonOf(error.code, error.message));
  }
  if (document.contents === null) {
    return {};
  }
  if (!isMap(document.contents)) {
    throw broken(file, lines.linePos(document.contents.range[0]), "expected `key: value` lines");
  }
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) === undefined) {
        throw broken(file, lines.linePos(alias.range?.[0] ?? 0), "this alias has no anchor before it");
      }
    },
  });
  return document.toJS() as Readonly<Record<string, unknown>>;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new UserError(`${shownPath(file)} cannot be read (${code}); make it a readable YAML file.`);
  }
}

/** Codes whose messages quote the file after a colon. */
const quoting = new Set(["UNEXPECTED_TOKEN", "TAG_RESOLVE_FAILED"]);

/** Returns the parser's reason without quotations. */
function reasonOf(code: string, message: string): string {
  if (code === "DUPLICATE_KEY") {
    return "a key occurs twice";
  }
  if (code === "BAD_DQ_ESCAPE") {
    return "invalid escape in a double-quoted text";
  }
  const [first = ""] = message.split("\n");
  return (quoting.has(code) ? first.replace(/: .*$/, "") : first).replace(/[.:]$/, "");
}

function broken(file: string, { line, col }: { line: number; col: number }, reason: string): UserError {
  return new UserError(
    `${shownPath(file)}:${Math.max(line, 1)}:${Math.max(col, 1)} is not valid YAML: ${reason}. Correct it there and run the command again.`,
  );
}
