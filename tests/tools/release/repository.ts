/** A repository for one test of the release script, with the files that a release changes. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { release } from "../../../tools/release/release";

const manifest = { name: "secure-origin", version: "0.1.0", license: "Apache-2.0", type: "commonjs" };

/** Stands for every check: it needs the new version, the kept state and a green flag. */
const check = `#!/bin/sh
grep -q '"version": "0.2.0"' package.json && test -s state && test "$(cat green)" = yes
`;

const files: Record<string, string> = {
  "package.json": JSON.stringify({ ...manifest, scripts: { "keep-state": "echo kept > state" } }),
  "package-lock.json": JSON.stringify({
    ...manifest,
    packages: { "": manifest, "node_modules/x": { version: "0.1.0" } },
  }),
  "plugin/package.json": JSON.stringify(manifest),
  "plugin/schema.json": JSON.stringify(manifest),
  "policy/package.json": JSON.stringify({ ...manifest, name: "secure-origin-policy" }),
  "README.md": "❌ secure-origin@v0.1.0 (local: policy)\n",
  "CHANGELOG.md":
    "# Changelog\n\n## Unreleased\n\n- Tags reach every resource.\n\n## 0.1.0, 2026-01-02\n\nThe first.\n",
  "tests/package/publicTypes/signer.api.md": "export declare function sign(): void;\n",
  ".ci/run": check,
  ".gitignore": "ignored\n",
  green: "yes",
  ignored: "of the machine",
};

/** A repository of release 0.1.0 with one commit, on the branch main. */
export class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), "secure-origin-release-"));
  /** What the script said. */
  readonly said: string[] = [];

  constructor() {
    for (const [file, text] of Object.entries(files)) {
      this.write(file, text);
    }
    chmodSync(join(this.folder, ".ci/run"), 0o755);
    this.git("init", "--quiet", "--initial-branch", "main");
    this.git("config", "user.name", "test");
    this.git("config", "user.email", "test@example.com");
    this.git("remote", "add", "origin", "git@github.com:example/secure-origin.git");
    this.commit();
    this.git("tag", "v0.1.0");
  }

  git(...args: string[]): string {
    return execFileSync("git", ["-C", this.folder, ...args], { encoding: "utf8" }).trim();
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  commit(): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", "A change");
  }

  /** Returns branch, tags, commit and changes, to compare before and after. */
  condition(): readonly string[] {
    return [["rev-parse", "HEAD"], ["tag"], ["status", "--porcelain"], ["branch", "--show-current"]].map(
      (args) => this.git(...args),
    );
  }

  release(step: string, dryRun = false): string {
    return release({
      folder: this.folder,
      step,
      dryRun,
      say: (line) => this.said.push(line),
      day: "2026-11-30",
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
