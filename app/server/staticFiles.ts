/** The site's style sheet, script and icon, under names with a hash of their content. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ServedFile } from "../content/downloads";
import { textFile } from "../files/fileAnswer";

/** Set by the bundler, which includes the files; without it they are read from their folder. */
declare const BUNDLED_FILES: Readonly<Record<string, string>> | undefined;

const types = {
  "site.css": "text/css; charset=utf-8",
  "site.js": "text/javascript; charset=utf-8",
  "icon.svg": "image/svg+xml",
} as const;

/** The name of a static file. */
type StaticName = keyof typeof types;

interface StaticFile {
  readonly path: string;
  readonly file: ServedFile;
}

function load(name: StaticName): StaticFile {
  const text =
    typeof BUNDLED_FILES === "undefined"
      ? readFileSync(join(__dirname, "..", "static", name), "utf8")
      : (BUNDLED_FILES[name] ?? "");
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 10);
  const [stem = "", extension = ""] = name.split(".");
  return { path: `/assets/${stem}-${hash}.${extension}`, file: textFile(text, types[name], `"${hash}"`) };
}

const files = new Map<string, StaticFile>(
  (Object.keys(types) as StaticName[]).map((name) => [name, load(name)]),
);

/** Returns the path of a static file. */
export function assetPath(name: StaticName): string {
  return files.get(name)?.path ?? `/assets/${name}`;
}

/**
 * Returns the file of a path. During a rollout a page of one release may ask an instance of another: it gets the file of that
 * instance, not marked as current.
 */
export function assetAt(path: string): { readonly file: ServedFile; readonly current: boolean } | undefined {
  const [, stem = "", extension = ""] = /^\/assets\/([a-z]+)-[0-9a-f]{10}\.([a-z]+)$/.exec(path) ?? [];
  const found = files.get(`${stem}.${extension}`);
  return found === undefined ? undefined : { file: found.file, current: found.path === path };
}
