/** The GitLab job in docs/guides/review-pull-requests.md. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { page } from "../docs/pages";

describe("the GitLab job", () => {
  const [, text = ""] = /```yaml\n([\s\S]*?)```/.exec(page("docs/guides/review-pull-requests.md").text) ?? [];
  const { review } = parse(text) as { review: { script: string[]; image: { name: string } } };
  const { script } = review;
  const folder = mkdtempSync(join(tmpdir(), "gitlab-"));
  after(() => rmSync(folder, { recursive: true }));

  it("has scripts that bash can read", () => {
    assert.ok(script.every((line) => typeof line === "string"));
    const { status, stderr } = spawnSync("bash", ["-n"], { input: script.join("\n"), encoding: "utf8" });
    assert.deepEqual([status, stderr], [0, ""]);
  });

  /** Runs the lines that write the note, with a recorder in place of curl. */
  const write = (notes: object[], codes: string) => {
    const curl = `curl() { printf '%s ' "$@" >> calls.txt; echo >> calls.txt; case "$*" in *per_page*) cat notes.json;; esac; }`;
    const from = script.findIndex((line) => line.startsWith("marker="));
    writeFileSync(join(folder, "notes.json"), JSON.stringify(notes));
    writeFileSync(join(folder, "review.md"), "## What changes\n");
    writeFileSync(join(folder, "calls.txt"), "");
    const { status, stderr } = spawnSync(
      "bash",
      ["--norc", "-e", "-c", [curl, codes, ...script.slice(from)].join("\n")],
      {
        cwd: folder,
        encoding: "utf8",
        env: {
          PATH: process.env.PATH,
          CI_API_V4_URL: "https://gitlab.example.com/api/v4",
          CI_PROJECT_ID: "5",
          CI_MERGE_REQUEST_IID: "7",
          GITLAB_TOKEN: "token",
        },
      },
    );
    assert.equal(stderr, "");
    const calls = readFileSync(join(folder, "calls.txt"), "utf8").trim().split("\n");
    return { status, last: calls.at(-1)?.trim() ?? "", body: readFileSync(join(folder, "note.md"), "utf8") };
  };
  const notes = "https://gitlab.example.com/api/v4/projects/5/merge_requests/7/notes";
  const fixed = "--fail --silent --output /dev/null --header PRIVATE-TOKEN: token --request";

  it("writes one note, and updates it in place", () => {
    const first = write([{ id: 3, body: "hello" }], "");
    assert.equal(first.last, `${fixed} POST --data-urlencode body@note.md ${notes}`);
    assert.equal(first.body, "<!-- secure-origin review -->\n## What changes\n");
    const second = write(
      [
        { id: 3, body: "hello" },
        { id: 4, body: first.body },
      ],
      "",
    );
    assert.equal(second.last, `${fixed} PUT --data-urlencode body@note.md ${notes}/4`);
    assert.deepEqual([first.status, second.status], [0, 0]);
  });

  it("ends with the code of the preview, or of the review", () => {
    assert.equal(write([], "preview=255 review=3").status, 255);
    assert.equal(write([], "review=3").status, 3);
  });
});
