import assert from "node:assert/strict";
import { UserError } from "../../../local/terminal/userError";
import { Repository } from "./repository";

describe("a release", () => {
  let repository: Repository;
  beforeEach(() => {
    repository = new Repository();
  });
  afterEach(() => repository.remove());

  /** Fails the test unless the release is refused with this message and nothing changed. */
  const refused = (step: string, message: string): void => {
    const before = repository.condition();
    assert.throws(() => repository.release(step), new UserError(message));
    assert.deepEqual(repository.condition(), before);
  };

  it("raises the version everywhere, moves the changelog's section, keeps a state, commits and tags", () => {
    assert.equal(repository.release("minor"), "0.2.0");
    const [, tags, changes] = repository.condition();
    assert.deepEqual([tags, changes], ["v0.1.0\nv0.2.0", ""]);
    assert.equal(repository.git("log", "-1", "--format=%s"), "Release 0.2.0");
    assert.equal(repository.git("rev-parse", "v0.2.0^{commit}"), repository.git("rev-parse", "HEAD"));
    assert.equal(
      repository.git("tag", "--list", "v0.2.0", "--format=%(contents)"),
      "0.2.0\n\n- Tags reach every resource.",
    );
    for (const file of ["package.json", "plugin/package.json", "plugin/schema.json", "policy/package.json"]) {
      assert.equal((JSON.parse(repository.read(file)) as { version: string }).version, "0.2.0", file);
    }
    const lock = JSON.parse(repository.read("package-lock.json")) as {
      version: string;
      packages: Record<string, { version: string }>;
    };
    assert.deepEqual(
      [lock.version, lock.packages[""]?.version, lock.packages["node_modules/x"]?.version],
      ["0.2.0", "0.2.0", "0.1.0"],
    );
    assert.equal(repository.read("README.md"), "❌ secure-origin@v0.2.0 (local: policy)\n");
    assert.equal(
      repository.read("CHANGELOG.md"),
      "# Changelog\n\n## Unreleased\n\n## 0.2.0, 2026-11-30\n\n- Tags reach every resource.\n\n## 0.1.0, 2026-01-02\n\nThe first.\n",
    );
    assert.equal(repository.git("show", "v0.2.0:state"), "kept");
    assert.equal(repository.said.at(-1), "Released 0.2.0: git push origin main v0.2.0 publishes it.");
  });

  it("writes the repository of the remote origin beside the license", () => {
    repository.release("minor");
    const manifest = JSON.parse(repository.read("package.json")) as Record<string, unknown>;
    assert.deepEqual(Object.keys(manifest).slice(0, 6), [
      "name",
      "version",
      "license",
      "repository",
      "homepage",
      "bugs",
    ]);
    assert.deepEqual(manifest.repository, {
      type: "git",
      url: "git+https://github.com/example/secure-origin.git",
    });
  });

  it("is refused with changes, on another branch, without notes and without a remote, all at once", () => {
    repository.git("switch", "--quiet", "--create", "work");
    repository.git("remote", "remove", "origin");
    repository.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n");
    refused("minor", "no release of 0.2.0, for the 4 reasons above");
    assert.deepEqual(repository.said, [
      "- the branch is work; releases are made on main: git switch main",
      "- the tree has changes (CHANGELOG.md): commit them, or take them back",
      "- CHANGELOG.md has nothing below “## Unreleased”: write there what the release changes",
      "- there is no remote origin, and npm's provenance names the repository: add it with git remote add origin URL",
    ]);
  });

  it("is refused with a new file that is not ignored", () => {
    repository.write("new.ts", "");
    refused("minor", "no release of 0.2.0: the tree has changes (new.ts): commit them, or take them back");
  });

  it("takes everything back if a check fails, and leaves ignored files", () => {
    repository.write("green", "no");
    repository.commit();
    refused(
      "minor",
      ".ci/run failed, so nothing is released and all changes are taken back: see above, correct it, and run the release again",
    );
    assert.equal(repository.read("ignored"), "of the machine");
  });

  it("is refused as a patch if the public types changed", () => {
    repository.write("tests/package/publicTypes/signer.api.md", "export declare function sign(): string;\n");
    repository.commit();
    refused(
      "patch",
      "no release of 0.1.1: the public types changed since the last release (tests/package/publicTypes/signer.api.md), and a patch keeps them: ask for minor or major",
    );
  });

  it("is refused if the version's tag exists", () => {
    repository.git("tag", "v0.2.0");
    refused(
      "minor",
      "no release of 0.2.0: the tag v0.2.0 exists: a release is never made twice; ask for another step",
    );
  });

  it("with --dry-run says what it would do, and does nothing", () => {
    const before = repository.condition();
    assert.equal(repository.release("major", true), "1.0.0");
    assert.deepEqual(repository.condition(), before);
    assert.deepEqual(repository.said, [
      "Would release 1.0.0 from example/secure-origin: change package.json, CHANGELOG.md, package-lock.json, " +
        "plugin/package.json, plugin/schema.json, policy/package.json, README.md; " +
        "run npm run --silent keep-state, .ci/run; commit; tag v1.0.0.",
    ]);
  });
});
