/** `keys` and `rotate header` where the program has the settings: nothing is edited, the rules hold by what is deployed. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SiteKey, siteResources } from "../deployed/states";
import { inFolder, type Run } from "../support";

const week = 7 * 86_400_000;
const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();

describe("secure-origin on a program that has the settings itself", () => {
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-"));
  const [program, local] = [join(folder, "shop"), join(folder, "local")];
  const stacks = join(local, "backend", ".pulumi", "stacks", "shop");
  const stackFile = join(program, "Pulumi.dev.yaml");
  const path = process.env["PATH"];
  const run = (...args: string[]): Promise<Run> => inFolder(local, ...args, "-C", program);
  const deploy = (...resources: readonly object[]): void =>
    writeFileSync(join(stacks, "dev.json"), JSON.stringify({ checkpoint: { latest: { resources } } }));
  const site = (keys: readonly SiteKey[], generation = 1): readonly object[] =>
    siteResources("members", keys, generation);
  const k1 = { id: "k1", state: "active" } as const;

  beforeEach(() => {
    mkdirSync(program, { recursive: true });
    mkdirSync(stacks, { recursive: true });
    process.env["PATH"] = folder;
    writeFileSync(join(program, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    writeFileSync(join(program, "index.ts"), "// the program\n");
    writeFileSync(stackFile, "config:\n  aws:region: eu-west-1\n");
  });
  afterEach(() => {
    process.env["PATH"] = path;
    assert.deepEqual(readdirSync(program).sort().join(), "Pulumi.dev.yaml,Pulumi.yaml,index.ts");
    assert.equal(readFileSync(stackFile, "utf8"), "config:\n  aws:region: eu-west-1\n");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("tells what to write and what comes next, and ends with 1: nothing was done", async () => {
    deploy(...site([k1]));
    const announced = await run("keys", "announce", "k2");
    assert.equal(announced.code, 1);
    assert.equal(
      announced.out,
      `Nothing was changed: ${stackFile} has no signingKeys, so the program sets it.
In the program (index.ts, line 12), among the arguments of SecureOrigin "members", change signingKeys to the following: the deployed list with this change; each key keeps its other properties.

  signingKeys: [
    { id: "k1", state: KeyState.Active },
    { id: "k2", state: KeyState.Announced },
  ],
`,
    );
    assert.equal(
      announced.err,
      `\nNext: change the program; then pulumi up --stack dev -C ${program}, and when the distribution is deployed: secure-origin keys activate k2 --stack dev -C ${program}\n`,
    );
  });

  it("lists the keys as they are deployed", async () => {
    deploy(...site([k1, { id: "k2", state: "announced" }]));
    const list = await run("keys", "list");
    assert.deepEqual(
      [list.code, list.out, list.err],
      [0, "k1                   active     KMEMBERSK1\nk2                   announced  KMEMBERSK2\n", ""],
    );
  });

  it("activates only what is deployed, and retires the one before", async () => {
    deploy(...site([k1]));
    const early = await run("keys", "activate", "k2");
    assert.deepEqual([early.code, early.out], [2, ""]);
    assert.match(early.err, /there is no signing key k2/);
    deploy(...site([k1, { id: "k2", state: "announced" }]));
    const { code, out } = await run("keys", "activate", "k2");
    assert.equal(code, 1);
    assert.match(
      out,
      /{ id: "k1", state: KeyState\.Retired }, \/\/ retired \d{4}-[^\n]*Z\n {4}{ id: "k2", state: KeyState\.Active },\n/,
    );
  });

  it("removes a key only when nothing signed with it can be in use, by the moment that the state tells", async () => {
    const retired = (age: number): readonly object[] =>
      site([
        { id: "k2", state: "active", modified: ago(age) },
        { id: "k1", state: "retired", modified: ago(age) },
      ]);
    deploy(...retired(week / 2));
    const early = await run("keys", "remove", "k1");
    assert.deepEqual([early.code, early.out], [1, ""]);
    assert.match(early.err, /signatures of k1 may be in use until/);
    const said = await run("keys", "remove", "k1", "--retired-at", ago(2 * week));
    assert.deepEqual([said.code, said.out], [1, ""]);
    deploy(...retired(week + 60_000));
    const late = await run("keys", "remove", "k1");
    assert.equal(late.code, 1);
    assert.match(late.out, /signingKeys: \[\n {4}{ id: "k2", state: KeyState\.Active },\n {2}\],\n$/);
    assert.match((await run("keys", "remove", "k2")).err, /k2 is the active key/);
  });

  it("does not remove a key that an output of the program still tells the application to sign with", async () => {
    const root = { urn: "r", type: "pulumi:pulumi:Stack", outputs: { membersActiveKeyId: "KMEMBERSK1" } };
    const [old, now] = [ago(2 * week), ago(2 * week)];
    deploy(
      root,
      ...site([
        { id: "k2", state: "active", modified: now },
        { id: "k1", state: "retired", modified: old },
      ]),
    );
    const { code, out, err } = await run("keys", "remove", "k1");
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /the deployed stack still signs with k1/);
  });

  it("asks which site is meant where there are more", async () => {
    deploy(...site([k1], 3), ...siteResources("reports", [k1], 5));
    assert.equal(
      (await run("keys", "announce", "k2")).err,
      "secure-origin: the stack has the signing keys of 2 sites: members, reports\n  choose one: --site members\n",
    );
    assert.match(
      (await run("keys", "announce", "k2", "--site", "reports")).out,
      /arguments of SecureOrigin "reports"/,
    );
    assert.equal(
      (await run("rotate", "header")).err,
      "secure-origin: the stack has the secret headers of 2 sites: members, reports\n  choose one: --site members\n",
    );
    assert.match((await run("rotate", "header", "--site", "reports")).out, /headerGeneration: 6,/);
  });

  it("tells the next generation of the header by the one that is deployed", async () => {
    deploy(...site([k1], 3));
    const { code, out, err } = await run("rotate", "header", "--leaked");
    assert.equal(code, 1);
    assert.equal(
      out,
      `Nothing was changed: ${stackFile} has no headerGeneration, so the program sets it.
In the program (index.ts, line 12), among the arguments of SecureOrigin "members", set the following. CloudFront sends generation 3 now.

  headerGeneration: 4,
  droppedHeaderGenerations: [3],

If the program already has droppedHeaderGenerations, add 3 to it.
`,
    );
    assert.equal(err, `\nNext: change the program; then pulumi up --stack dev -C ${program}\n`);
  });

  it("does not set the generation beside keys in the file when the program has set it to another", async () => {
    deploy(...site([k1], 3));
    const keys = join(folder, "keys.yaml");
    const text = "config:\n  shop:signingKeys: [{ id: k1 }]\n";
    writeFileSync(keys, text);
    const { code, out } = await run("rotate", "header", "--config-file", keys);
    assert.deepEqual([code, readFileSync(keys, "utf8")], [1, text]);
    assert.match(out, /keys\.yaml has no headerGeneration, so the program sets it[\s\S]*headerGeneration: 4/);
  });

  it("says in one line what is needed where neither the file nor the state tells", async () => {
    deploy();
    assert.equal(
      (await run("keys", "list")).err,
      `secure-origin: ${stackFile} has no signingKeys, and stack dev has no signing key deployed\n` +
        "  deploy the program first (pulumi up), or add signingKeys to the stack file\n",
    );
    assert.equal(
      (await run("rotate", "header")).err,
      `secure-origin: ${stackFile} has no headerGeneration, and stack dev has no SecureOrigin deployed\n` +
        "  deploy the program first (pulumi up), or add headerGeneration to the stack file\n",
    );
    const [, , , ...children] = site([k1]);
    deploy(...children);
    assert.equal(
      (await run("keys", "list")).err,
      `secure-origin: ${stackFile} has no signingKeys, and the state does not show whether k1 is active\n` +
        "  deploy the program again (pulumi up), which adds it to the outputs of the component\n",
    );
    const secret = join(folder, "secret.yaml");
    writeFileSync(secret, "config:\n  shop:signingKeys: { secure: AAAB }\n");
    const refused = await run("keys", "announce", "k2", "--config-file", secret);
    assert.deepEqual([refused.code, refused.out], [1, ""]);
    assert.match(
      refused.err,
      /shop:signingKeys in .*secret\.yaml is a secret, which this command does not read\n/,
    );
  });

  it("says in --help that the exit code is 1 then, with examples", async () => {
    for (const args of [["keys"], ["keys", "announce"], ["keys", "remove"], ["rotate", "header"]]) {
      const { code, out } = await run(...args, "--help");
      assert.equal(code, 0);
      assert.match(out, /\n {2}\$ secure-origin (keys|rotate) /);
      assert.match(out, /it edits nothing: it prints what to change and where/);
      assert.match(out, /exits with 1, so that a\nscript does not go on to pulumi up/);
    }
  });
});
