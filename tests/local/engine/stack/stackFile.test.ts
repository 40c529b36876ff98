import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refreshCopy, stackFile, writeBack } from "../../../../local/engine/stack/stackFile";

const committed = "# why\nconfig:\n  secure-origin:egress: nat # one gateway\n";

describe("the copy of a stack file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stack-file-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const files = () => stackFile(folder, join(folder, "stacks"), "project", "dev");

  it("keeps the salt of the local backend and takes over each edit of the original", () => {
    const file = files();
    writeFileSync(file.original, committed);
    refreshCopy(file);
    appendFileSync(file.copy, "encryptionsalt: v1:abc\n");
    writeFileSync(file.original, `${committed}  secure-origin:zones: 3\n`);
    refreshCopy(file);
    assert.equal(
      readFileSync(file.copy, "utf8"),
      `${committed}  secure-origin:zones: 3\nencryptionsalt: v1:abc\n`,
    );
  });

  it("leaves the original as it is when only the salt came", () => {
    const file = files();
    writeFileSync(file.original, committed);
    const before = refreshCopy(file);
    appendFileSync(file.copy, "encryptionsalt: v1:abc\n");
    assert.equal(writeBack(file, before), false);
    assert.equal(readFileSync(file.original, "utf8"), committed);
  });

  it("carries a change of the configuration over to the original, without the salt", () => {
    const file = files();
    writeFileSync(file.original, committed);
    const before = refreshCopy(file);
    appendFileSync(file.copy, "  secure-origin:zones: 3\nencryptionsalt: v1:abc\n");
    assert.equal(writeBack(file, before), true);
    assert.equal(readFileSync(file.original, "utf8"), `${committed}  secure-origin:zones: 3\n`);
  });

  it("takes over nothing that says how a real stack's secrets are protected, and gives it back unharmed", () => {
    const file = files();
    const real = "secretsprovider: awskms://alias/prod\nencryptedkey: AAAA\nencryptionsalt: v1:real\n";
    writeFileSync(file.original, `${committed}${real}`);
    const before = refreshCopy(file);
    assert.equal(readFileSync(file.copy, "utf8"), committed);
    writeFileSync(file.copy, `${committed}  secure-origin:zones: 3\nencryptionsalt: v1:local\n`);
    assert.equal(writeBack(file, before), true);
    assert.equal(readFileSync(file.original, "utf8"), `${committed}  secure-origin:zones: 3\n${real}`);
  });

  it("works for a stack that has no file", () => {
    const file = files();
    const before = refreshCopy(file);
    assert.equal(writeBack(file, before), false);
  });
});
