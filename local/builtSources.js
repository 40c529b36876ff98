// Tells whether what the set-up builds is newer than its sources, so that a command does not build it again. Plain
// JavaScript without dependencies, as the set-up.
"use strict";
const { createHash } = require("node:crypto");
const { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const folders = ["app", "cli", "components", "local", "plugin", "policy", "signer", "tools"];
const files = ["package.json", "package-lock.json", "tsconfig.json", "node_modules/.package-lock.json"];
const left = new Set(["dist", "node_modules"]);
/** Bundles: one that is missing, or was built otherwise, is built again. */
const bundles = [
  "app/dist/app.mjs",
  "cli/dist/inputs.json",
  "cli/dist/program.js",
  "cli/dist/signProgram.js",
  "plugin/dist/provider.js",
  "policy/dist/index.js",
  "policy/dist/pack.js",
];

/** Lists a folder's files without what is built or installed in it. */
function* filesIn(project, folder) {
  for (const entry of readdirSync(join(project, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (!entry.isDirectory()) {
      yield path;
    } else if (!left.has(entry.name)) {
      yield* filesIn(project, path);
    }
  }
}

/** Returns a hash over the sizes and times of files. */
function stamp(project, paths) {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths) {
    const found = lstatSync(join(project, path), { throwIfNoEntry: false });
    hash.update(`${path} ${found?.size} ${found?.mtimeMs}\n`);
  }
  return hash.digest("hex");
}

const place = (project) => join(project, "app", "dist", "built");

/** Returns a stamp of the sources, to be taken before they are built: it differs once one of them is changed. */
exports.stampSources = (project) =>
  stamp(project, [...files, ...folders.flatMap((folder) => [...filesIn(project, folder)])]);

/** Returns whether everything is built from the sources with this stamp. */
exports.isBuilt = (project, sources) => {
  try {
    return readFileSync(place(project), "utf8") === `${sources} ${stamp(project, bundles)}`;
  } catch {
    return false;
  }
};

/** Remembers that everything is built from the sources with this stamp. */
exports.markBuilt = (project, sources) => {
  mkdirSync(dirname(place(project)), { recursive: true });
  writeFileSync(place(project), `${sources} ${stamp(project, bundles)}`);
};
