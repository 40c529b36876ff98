import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../local/run/project";
import { UserError } from "../../../local/terminal/userError";
import { version } from "../../../package.json";
import { notesOf, unreleasedNotes } from "../../../tools/release/changelog";
import { publishRefusals } from "../../../tools/release/published";
import { type Checkout, refusals } from "../../../tools/release/refusals";
import { gitHubName, repositoryFields } from "../../../tools/release/repository";
import { nextVersion } from "../../../tools/release/version";
import { versionPlaces } from "../../../tools/release/versionPlaces";

const ready: Checkout = {
  branch: "main",
  changes: [],
  tagged: false,
  notes: "- A change.",
  origin: "https://github.com/example/secure-origin",
  repository: undefined,
  changedTypes: [],
};

describe("what stands against a release", () => {
  it("is nothing if the repository in package.json is that of the remote, however it is written", () => {
    assert.deepEqual(refusals(ready, "0.2.0", "minor"), []);
    const repository = "git+https://github.com/example/secure-origin.git";
    const origin = "git@github.com:example/secure-origin.git";
    assert.deepEqual(refusals({ ...ready, repository, origin }, "0.2.0", "minor"), []);
  });

  it("is another repository in package.json than the remote's", () => {
    assert.deepEqual(refusals({ ...ready, repository: "github:other/place" }, "0.2.0", "minor"), [
      "repository.url in package.json is github:other/place, and the remote origin is https://github.com/example/secure-origin: npm refuses the provenance unless they are the same; correct the one that is wrong",
    ]);
  });

  it("is a remote that is not on GitHub", () => {
    assert.deepEqual(refusals({ ...ready, origin: "/srv/git/site" }, "0.2.0", "minor"), [
      "the remote origin is /srv/git/site; allowed: a repository on GitHub, whose workflow .github/workflows/release.yml publishes",
    ]);
  });

  it("names three changed files, and counts the others", () => {
    const [refusal] = refusals({ ...ready, changes: ["a", "b", "c", "d", "e"] }, "0.2.0", "minor");
    assert.equal(refusal, "the tree has changes (a, b, c and 2 more): commit them, or take them back");
  });

  it("is not a changed public type in a minor version", () => {
    assert.deepEqual(refusals({ ...ready, changedTypes: ["signer.api.md"] }, "0.2.0", "minor"), []);
  });
});

describe("the next version", () => {
  it("is a step from the released one, or the first", () => {
    assert.deepEqual(
      ["major", "minor", "patch"].map((step) => nextVersion("0.1.2", true, step)),
      ["1.0.0", "0.2.0", "0.1.3"],
    );
    assert.equal(nextVersion("0.1.0", false, "first"), "0.1.0");
  });

  it("is no other", () => {
    const allowed = "allowed: major, minor, patch";
    assert.throws(
      () => nextVersion("0.1.0", true, "first"),
      new UserError(`the step to the next version is first; ${allowed}`),
    );
    assert.throws(
      () => nextVersion("0.1.0", true, undefined),
      new UserError(`the step to the next version is missing; ${allowed}`),
    );
    assert.throws(
      () => nextVersion("0.1.0", false, "minor"),
      new UserError(
        "the step to the next version is minor; allowed: first, for 0.1.0, which no tag names yet",
      ),
    );
  });
});

describe("what stands against publishing a tag", () => {
  const { repository } = repositoryFields("example/secure-origin");
  const tagged = {
    tag: "v0.2.0",
    runsIn: "example/secure-origin",
    manifest: { version: "0.2.0", repository },
    changelog: "## Unreleased\n\n## 0.2.0, 2026-11-30\n\n- A change.\n",
  };

  it("is nothing for what the release script made", () => assert.deepEqual(publishRefusals(tagged), []));

  it("is another version, repository or changelog, and a private package", () => {
    assert.deepEqual(
      publishRefusals({
        tag: "v0.3.0",
        runsIn: "fork/secure-origin",
        manifest: { version: "0.2.1", private: true, repository },
        changelog: tagged.changelog,
      }),
      [
        "the tag is v0.3.0, and package.json has 0.2.1: npm run release makes both",
        "repository.url in package.json is git+https://github.com/example/secure-origin.git; allowed: fork/secure-origin, where this runs, or npm refuses the provenance",
        "CHANGELOG.md says nothing of 0.2.1: npm run release writes it",
        "package.json is private, so npm refuses to publish it",
      ],
    );
  });
});

describe("the files of a release", () => {
  const read = (file: string): string => readFileSync(join(projectFolder, file), "utf8");

  it("hold the version of package.json today, where the script changes it", () => {
    for (const [file, change] of versionPlaces) {
      assert.equal(change(read(file), version), read(file), file);
      assert.notEqual(change(read(file), "99.0.0"), read(file), file);
    }
  });

  it("have a section for what is unreleased, and one for each release", () => {
    const changelog =
      "# Changelog\n\n## Unreleased\n\nNew.\n\n## 0.2.0, 2026-11-30\n\nSecond.\n\n## 0.2.0-rc.1, 2026-11-01\n\nTry.\n";
    assert.equal(unreleasedNotes(changelog), "New.");
    assert.equal(notesOf(changelog, "0.2.0"), "Second.");
    assert.equal(notesOf(changelog, "0.1.0"), undefined);
    assert.notEqual(unreleasedNotes(read("CHANGELOG.md")), undefined);
  });

  it("name a repository on GitHub alone", () => {
    for (const address of [
      "https://github.com/example/secure-origin",
      "https://github.com/example/secure-origin.git",
      "ssh://git@github.com/example/secure-origin.git",
      "git@github.com:example/secure-origin.git",
      "git+https://github.com/example/secure-origin.git",
    ]) {
      assert.equal(gitHubName(address), "example/secure-origin", address);
    }
    for (const address of [
      "https://github.com.example.com/a/b",
      "https://example.com/github.com/a/b",
      "../site",
      "",
    ]) {
      assert.equal(gitHubName(address), undefined, address);
    }
  });
});
