/** `secure-origin keys`: the stack's file is changed line by line, in an order that locks nobody out. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { ec } from "../../signer/support/keys";
import { type Run, secureOrigin } from "../support";

const start = `# A stack.
config:
  secure-origin:domainName: m.example.com # its name
  secure-origin:signingKeys:
    - { id: k1, state: active } # made in KMS
  secure-origin:adminCidrs: [172.16.0.0/16]
`;

describe("secure-origin keys", () => {
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-"));
  const file = join(folder, "Pulumi.dev.yaml");
  const stacks = join(folder, "backend", ".pulumi", "stacks", "secure-origin");
  const path = process.env["PATH"];
  const keys = (...args: string[]): Promise<Run> => secureOrigin("keys", ...args, "--config-file", file);
  const text = (): string => readFileSync(file, "utf8");
  const configured = (): { id: string; state: string }[] =>
    (parse(text()) as { config: Record<string, { id: string; state: string }[]> }).config[
      "secure-origin:signingKeys"
    ] ?? [];

  let signsWith: string | undefined;

  /** What CloudFront trusts in the stack's state. */
  const deploy = (...ids: string[]): void => {
    const publicKeys = ids.map((id) => ({
      type: "aws:cloudfront/publicKey:PublicKey",
      id: `K${id.toUpperCase()}`,
      outputs: { comment: `Signing key ${id} of members-keys`, encodedKey: ec.publicPem },
    }));
    const group = {
      type: "aws:cloudfront/keyGroup:KeyGroup",
      id: "g",
      outputs: { items: publicKeys.map(({ id }) => id) },
    };
    const stack = { type: "pulumi:pulumi:Stack", outputs: { activeKeyId: signsWith } };
    const resources = [stack, ...publicKeys, group];
    writeFileSync(join(stacks, "dev.json"), JSON.stringify({ checkpoint: { latest: { resources } } }));
  };

  beforeEach(() => {
    mkdirSync(stacks, { recursive: true });
    writeFileSync(file, start);
    signsWith = undefined;
    deploy("k1");
    process.env["SECURE_ORIGIN_LOCAL_DIR"] = folder;
    process.env["PATH"] = folder;
  });
  afterEach(() => {
    process.env["PATH"] = path;
    Reflect.deleteProperty(process.env, "SECURE_ORIGIN_LOCAL_DIR");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("rotates: announce, activate, remove; every other byte of the file stays", async () => {
    const announced = await keys("announce", "k2");
    assert.deepEqual([announced.code, announced.out], [0, `${file}\n+     - { id: k2, state: announced }\n`]);
    assert.match(announced.err, /pulumi up --stack dev/);
    deploy("k1", "k2");
    assert.equal((await keys("activate", "k2")).code, 0);
    assert.match(
      text(),
      /- \{ id: k1, state: retired \} # made in KMS; retired \d{4}-.*Z\n {4}- \{ id: k2, state: active \}\n/,
    );
    const early = await keys("remove", "k1");
    assert.deepEqual([early.code, early.out], [1, ""]);
    assert.match(early.err, /signatures of k1 may be in use until/);
    writeFileSync(file, text().replace(/retired \d{4}-[^\n]*/, "retired 2026-01-01T00:00:00Z"));
    assert.equal((await keys("remove", "k1")).code, 0);
    assert.equal(
      text(),
      start.replace("    - { id: k1, state: active } # made in KMS\n", "    - { id: k2, state: active }\n"),
    );
  });

  it("shows the control characters of the file by their numbers where it shows what changed", async () => {
    writeFileSync(file, start.replace("made in KMS", "made \u202ein\u009b KMS"));
    await keys("announce", "k2");
    deploy("k1", "k2");
    const { out } = await keys("activate", "k2");
    assert.ok(
      out.includes(String.raw`-     - { id: k1, state: active } # made \u202ein\u009b KMS` + "\n"),
      out,
    );
    assert.doesNotMatch(out, /[\u202e\u009b]/);
    assert.match(text(), /# made \u202ein\u009b KMS; retired /);
  });

  it("does not remove a key that the stack, as it is deployed, still signs with", async () => {
    await keys("announce", "k2");
    deploy("k1", "k2");
    await keys("activate", "k2");
    writeFileSync(file, text().replace(/retired \d{4}-[^\n]*/, "retired 2026-01-01T00:00:00Z"));
    signsWith = "KK1";
    deploy("k1", "k2");
    const early = await keys("remove", "k1");
    assert.deepEqual([early.code, early.out], [1, ""]);
    assert.match(early.err, /still signs with k1\n {2}deploy its retirement first/);
    signsWith = "KK2";
    deploy("k1", "k2");
    assert.equal((await keys("remove", "k1")).code, 0);
  });

  it("goes back to the key before, which is trusted still", async () => {
    await keys("announce", "k2");
    deploy("k1", "k2");
    await keys("activate", "k2");
    assert.equal((await keys("activate", "k1")).code, 0);
    assert.deepEqual(
      configured().map(({ id, state }) => `${id} ${state}`),
      ["k1 active", "k2 retired"],
    );
    assert.match(text(), /k1, state: active \} # made in KMS\n/);
  });

  it("retires the active key only for the one that is announced and deployed", async () => {
    const alone = await keys("retire", "k1");
    assert.deepEqual(
      [alone.code, alone.err],
      [
        1,
        "secure-origin: no key is announced to replace k1\n  announce one first: keys announce ID; then pulumi up, and retire\n",
      ],
    );
    await keys("announce", "k2");
    const run = await keys("retire", "k1");
    assert.equal(run.code, 1);
    assert.match(run.err, /CloudFront does not trust k2 yet\n {2}deploy it first/);
    deploy("k1", "k2");
    assert.equal((await keys("retire", "k1")).code, 0);
    assert.deepEqual(
      configured().map(({ state }) => state),
      ["retired", "active"],
    );
  });

  it("requires the time of a retirement that is not recorded, and accepts it as an option", async () => {
    const unknown = start.replace("KMS\n", "KMS\n    - { id: k0, state: retired }\n");
    writeFileSync(file, unknown);
    const run = await keys("remove", "k0");
    assert.deepEqual([run.code, run.out, text()], [2, "", unknown]);
    assert.equal(
      run.err,
      "secure-origin: it is not recorded when k0 was retired\n" +
        "  add --retired-at 2026-01-31T18:00:00Z, or a comment beside the key in the stack file: # retired 2026-01-31T18:00:00Z\n",
    );
    const early = await keys("remove", "k0", "--retired-at", new Date().toISOString());
    assert.match(early.err, /signatures of k0 may be in use until/);
    assert.equal((await keys("remove", "k0", "--retired-at", "2026-01-01T00:00:00Z")).code, 0);
    assert.equal(text(), start);
  });

  it("prefers the recorded time of a retirement to the option", async () => {
    const recorded = start.replace(
      "}",
      `}\n    - { id: k0, state: retired } # retired ${new Date().toISOString()}`,
    );
    writeFileSync(file, recorded);
    const run = await keys("remove", "k0", "--retired-at", "2026-01-01T00:00:00Z");
    assert.deepEqual([run.code, text()], [1, recorded]);
    assert.match(run.err, /signatures of k0 may be in use until/);
  });

  it("refuses a stack file in JSON, which has no comments", async () => {
    const json = join(folder, "Pulumi.dev.json");
    writeFileSync(json, '{"config": {"a:signingKeys": [{"id": "k1"}]}}');
    const run = await secureOrigin("keys", "announce", "k2", "--config-file", json);
    assert.deepEqual(
      [run.code, run.err],
      [
        1,
        `secure-origin: ${json} is JSON, and this command edits YAML only\n  change it by hand, or convert the project's files to YAML\n`,
      ],
    );
    assert.equal((await secureOrigin("keys", "list", "--config-file", json)).code, 0);
  });

  it("exits with 1 for every change that comes too early, as the command line is right", async () => {
    await keys("announce", "k2");
    const early = [
      await keys("activate", "k2"),
      await keys("retire", "k1"),
      await keys("retire", "k2"),
      await keys("remove", "k1"),
    ];
    assert.deepEqual(
      early.map(({ code, out, err }) => [code, out, err.split("\n")[0]]),
      [
        [1, "", "secure-origin: CloudFront does not trust k2 yet"],
        [1, "", "secure-origin: CloudFront does not trust k2 yet"],
        [1, "", "secure-origin: k2 is announced and was never active"],
        [1, "", "secure-origin: k1 is the active key"],
      ],
    );
    assert.equal((await keys("remove", "k9")).code, 2);
  });

  it("removes an announced key at any time, and the active one never", async () => {
    await keys("announce", "k2");
    assert.match((await keys("remove", "k1")).err, /k1 is the active key/);
    assert.equal((await keys("remove", "k2")).code, 0);
    assert.equal(text(), start);
  });

  it("refuses an id that is taken or none, and a sixth key", async () => {
    for (const id of ["k1", "K2", "2", "a".repeat(21)]) {
      const run = await keys("announce", id);
      assert.deepEqual([run.code, text()], [2, start], id);
    }
    for (const id of ["k2", "k3", "k4", "k5"]) {
      assert.equal((await keys("announce", id)).code, 0);
    }
    assert.match((await keys("announce", "k6")).err, /a key group holds 5/);
  });

  it("does not activate what it cannot see in the state", async () => {
    await keys("announce", "k2");
    rmSync(join(stacks, "dev.json"));
    const run = await keys("activate", "k2");
    assert.equal(run.code, 1);
    assert.match(run.err, /it is not known whether CloudFront trusts k2/);
  });

  it("announces a key outside of KMS with its public half, written so that YAML gives it back", async () => {
    const pem = join(folder, "k2.pem");
    writeFileSync(pem, ec.publicPem);
    const flags = [
      "--source",
      "ssm",
      "--arn",
      "arn:aws:ssm:eu-west-1:111122223333:parameter/k2",
      "--public-key",
      pem,
    ];
    assert.equal((await keys("announce", "k2", ...flags)).code, 0);
    assert.deepEqual(configured()[1], {
      id: "k2",
      state: "announced",
      arn: flags[3],
      source: "ssm",
      publicKeyPem: ec.publicPem,
    });
    deploy("k1", "k2");
    await keys("activate", "k2");
    await keys("activate", "k1");
    assert.deepEqual(configured()[1], {
      id: "k2",
      state: "retired",
      arn: flags[3],
      source: "ssm",
      publicKeyPem: ec.publicPem,
    });
    writeFileSync(pem, ec.privatePem);
    const secret = await keys("announce", "k3", ...flags);
    assert.match(secret.err, /is a private key/);
    assert.match((await keys("announce", "k3", "--source", "ssm")).err, /needs --arn and --public-key/);
  });

  it("lists what is configured beside what is trusted", async () => {
    await keys("announce", "k2");
    assert.equal(
      (await keys("list")).out,
      "k1                   active     KK1\nk2                   announced  not deployed\n",
    );
    const json = JSON.parse((await keys("list", "--json")).out) as { id: string; keyPairId: string | null }[];
    assert.deepEqual(
      json.map(({ id, keyPairId }) => [id, keyPairId]),
      [
        ["k1", "KK1"],
        ["k2", null],
      ],
    );
  });

  it("does not edit a file that it cannot interpret", async () => {
    for (const wrong of [
      "config:\n  a:signingKeys: []\n",
      "config:\n  a:signingKeys: { secure: AAAB }\n",
      "a: [",
      "config:\n  a:signingKeys:\n    - { state: active }\n",
    ]) {
      writeFileSync(file, wrong);
      const run = await keys("announce", "k2");
      assert.deepEqual([run.code, text()], [1, wrong], wrong);
    }
  });
});
