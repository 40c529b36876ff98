/** Reads the project's Markdown pages. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";

/** A page in Markdown. */
export interface Page {
  /** Path in the project. */
  readonly file: string;
  readonly text: string;
}

/** A fenced block of a page. */
export interface Block {
  readonly page: Page;
  /** The text after the opening fence, such as `sh aws`. */
  readonly info: string;
  readonly code: string;
  /** The comment right above it, such as `file: examples/signer/hono.ts`. */
  readonly comment: string | undefined;
}

/** Returns every page of the project: tracked by git, or new and not ignored. */
export function pages(): Page[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
    cwd: projectFolder,
    encoding: "utf8",
  });
  return listed
    .trim()
    .split("\n")
    .filter((file) => existsSync(join(projectFolder, file)))
    .map((file) => ({ file, text: readFileSync(join(projectFolder, file), "utf8") }));
}

/** Reads one page. Throws if there is none. */
export function page(file: string): Page {
  return { file, text: readFileSync(join(projectFolder, file), "utf8") };
}

/** Returns the fenced blocks of a page, including those inside list items. */
export function blocksOf(of: Page): Block[] {
  const fenced = /(?:<!-- (.*?) -->\n)?^( *)```([^\n]*)\n([\s\S]*?)^ *```$/gm;
  return [...of.text.matchAll(fenced)].map(([, comment, indent = "", info = "", code = ""]) => ({
    page: of,
    info: info.trim(),
    code: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    comment,
  }));
}

/** Returns a page's text without its fenced blocks. */
export function proseOf(of: Page): string {
  return of.text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
}

/** Returns the anchors of a page's headings, as GitHub creates them. */
export function anchorsOf(of: Page): Set<string> {
  const seen = new Map<string, number>();
  const anchors = [...proseOf(of).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => {
    const plain = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
      .trim()
      .replaceAll(" ", "-");
    const times = seen.get(plain) ?? 0;
    seen.set(plain, times + 1);
    return times === 0 ? plain : `${plain}-${times}`;
  });
  return new Set(anchors);
}
