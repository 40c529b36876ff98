/** Reads and changes a Git repository. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unreleasedNotes } from "./changelog";
import type { Checkout } from "./refusals";

/** The folder of the reports of the public types. */
const publicTypes = "tests/package/publicTypes";

/** Runs Git in a folder. @returns its output, without spaces around it */
function git(folder: string, ...args: string[]): string {
  return execFileSync("git", ["-C", folder, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trimEnd();
}

const lines = (text: string): string[] => text.split("\n").filter((line) => line !== "");

/** Returns whether a tag exists. */
export const hasTag = (folder: string, tag: string): boolean => git(folder, "tag", "--list", tag) !== "";

/** Reads what the release of a version depends on. */
export function readCheckout(folder: string, version: string): Checkout {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    version: string;
    repository?: { url?: string };
  };
  const last = `v${manifest.version}`;
  return {
    branch: git(folder, "branch", "--show-current") || "none (a detached HEAD)",
    changes: lines(git(folder, "status", "--porcelain")).map((line) => line.slice(3)),
    tagged: hasTag(folder, `v${version}`),
    notes: unreleasedNotes(readFileSync(join(folder, "CHANGELOG.md"), "utf8")),
    origin: lines(git(folder, "remote")).includes("origin")
      ? git(folder, "remote", "get-url", "origin")
      : undefined,
    repository: manifest.repository?.url,
    changedTypes: hasTag(folder, last)
      ? lines(git(folder, "diff", "--name-only", last, "HEAD", "--", publicTypes))
      : [],
  };
}

/** Returns the commit that is checked out. */
export const headOf = (folder: string): string => git(folder, "rev-parse", "HEAD");

/** Goes back to a commit at which the tree was clean: also new files go, ignored ones stay. */
export function takeBack(folder: string, commit: string): void {
  git(folder, "reset", "--quiet", "--hard", commit);
  git(folder, "clean", "--quiet", "--force", "-d");
}

/** Commits everything as the release of a version, and tags it with its notes. */
export function commitAndTag(folder: string, version: string, notes: string): void {
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", `Release ${version}`);
  git(folder, "tag", "--annotate", `v${version}`, "--message", `${version}\n\n${notes}`);
}
