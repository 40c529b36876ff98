/** Tests of the package as npm installs it from Git, where it is built from its sources. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { Consumer, type Tarball } from "./consumer";

const git = (folder: string, ...args: string[]): string =>
  execFileSync("git", ["-C", folder, "-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });

/** Creates a repository with the project's current files. */
function repository(): string {
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-git-"));
  const listed = git(projectFolder, "ls-files", "--cached", "--others", "--exclude-standard");
  for (const file of listed.trim().split("\n")) {
    cpSync(join(projectFolder, file), join(folder, file), { force: true });
  }
  git(folder, "init", "--quiet", "--initial-branch", "main");
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "The project as it is");
  return folder;
}

/** Tests an install from Git against the tarball. */
export function gitTests(tarball: () => Tarball): void {
  it("holds the same files as the tarball, and its command runs", function () {
    this.timeout(300_000);
    const source = repository();
    const consumer = new Consumer(tarball().home);
    try {
      const output = consumer.install(`git+file://${source}`);
      assert.ok(!/secure-origin/.test(output), output);
      const installed = execFileSync("find", [consumer.package, "-type", "f", "-printf", "%P\\n"], {
        encoding: "utf8",
      });
      assert.deepEqual(installed.trim().split("\n").sort(), tarball().files().sort());
      const run = consumer.secureOrigin("--help");
      assert.deepEqual([run.code, run.stderr], [0, ""]);
      assert.match(run.stdout, /^Usage: secure-origin/);
    } finally {
      consumer.remove();
      rmSync(source, { recursive: true });
    }
  });
}
