import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { readAccount, startCloud } from "../../../../local/cloud";
import { Engine } from "../support/client";
import { newPem, Site } from "../support/site";

describe("the account of the local cloud", () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "local-account-"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it("is nothing before the first resource", () => {
    assert.equal(readAccount(dir), undefined);
  });

  it("can be read by anybody while a cloud writes it", async () => {
    const engine = await Engine.start(dir);
    const vpc = await new Site(engine).make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const [record] = readAccount(dir)?.resources ?? [];
    assert.equal(record?.type, "aws:ec2/vpc:Vpc");
    assert.equal(record.id, vpc.id);
    assert.equal(record.region, "eu-west-1");
    assert.equal(record.urn, "urn:pulumi:test::local-cloud::aws:ec2/vpc:Vpc::r1");
    assert.deepEqual(record.outputs, vpc.outputs);
    await engine.stop({ keep: true });
  });

  it("that something else has written into is named in one line", () => {
    writeFileSync(join(dir, "account.json"), "{broken");
    assert.throws(() => readAccount(dir), {
      name: "UserError",
      message:
        `${join(dir, "account.json")} is damaged. Delete the local folder that it is in, with the state of its stacks, and ` +
        "start over: npm start",
    });
  });

  it("is whole at every moment: a write is one rename, and leaves nothing behind", async () => {
    const engine = await Engine.start(dir);
    const site = new Site(engine);
    const inodes = new Set<number>();
    for (let n = 0; n < 3; n++) {
      await site.make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
      inodes.add(statSync(join(dir, "account.json")).ino);
      assert.equal(readAccount(dir)?.resources.length, n + 1);
    }
    assert.ok(inodes.size > 1);
    assert.deepEqual(
      readdirSync(dir).filter((name) => name.endsWith(".next")),
      [],
    );
    await engine.stop({ keep: true });
  });

  it("is not changed by what cannot be written, and says so in one line", async () => {
    const engine = await Engine.start(dir);
    const site = new Site(engine);
    await site.make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const next = join(dir, "account.json.next");
    mkdirSync(next);
    await assert.rejects(site.make("ec2/vpc:Vpc", { cidrBlock: "10.1.0.0/16" }), (error: Error) =>
      error.message.endsWith(
        `The local cloud cannot write ${next}: EISDIR: illegal operation on a directory, open '${next}'. Nothing was changed.`,
      ),
    );
    rmSync(next, { recursive: true });
    await site.make("ec2/vpc:Vpc", { cidrBlock: "10.2.0.0/16" });
    assert.deepEqual(
      readAccount(dir)?.resources.map(({ inputs }) => inputs.cidrBlock),
      ["10.0.0.0/16", "10.2.0.0/16"],
    );
    await engine.stop({ keep: true });
  });

  it("is changed also where the line of the history cannot be written", async () => {
    const engine = await Engine.start(dir);
    mkdirSync(join(dir, "history.jsonl"));
    await new Site(engine).make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    assert.equal(readAccount(dir)?.resources.length, 1);
    await engine.stop({ keep: true });
  });

  it("goes on where the last cloud left it", async () => {
    const first = await Engine.start(dir);
    const vpc = await new Site(first).make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    await first.stop({ keep: true });
    const second = await Engine.start(dir);
    assert.deepEqual(await second.read(vpc), vpc.outputs);
    await second.stop({ keep: true });
  });

  it("is for its owner's eyes only", async () => {
    const engine = await Engine.start(dir);
    await new Site(engine).make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    assert.equal(statSync(dir).mode & 0o777, 0o700);
    for (const name of ["account.json", "history.jsonl"]) {
      assert.equal(statSync(join(dir, name)).mode & 0o777, 0o600);
    }
    await engine.stop({ keep: true });
  });

  it("has one writer: a second cloud is told in one line who holds the folder", async () => {
    const cloud = await startCloud({ dir });
    await assert.rejects(startCloud({ dir }), (error: Error) => {
      assert.match(
        error.message,
        new RegExp(
          `^The local cloud in ${dir} is in use by process ${process.pid} on .+: wait for it, or stop it\\.$`,
        ),
      );
      return true;
    });
    await cloud.close();
    await (await startCloud({ dir })).close();
  });

  it("is taken over from a process that is gone", async () => {
    const gone = spawnSync(process.execPath, ["-e", ""]).pid;
    const cloud = await startCloud({ dir });
    await cloud.close();
    spawnSync("mkdir", [join(dir, "cloud.lock")]);
    writeFileSync(join(dir, "holder.json"), JSON.stringify({ pid: gone, host: hostname(), since: "" }));
    await (await startCloud({ dir })).close();
  });

  it("is taken over when its lock was not renewed", async () => {
    spawnSync("mkdir", [join(dir, "cloud.lock")]);
    const old = new Date(Date.now() - 60_000);
    utimesSync(join(dir, "cloud.lock"), old, old);
    await (await startCloud({ dir })).close();
  });

  it("keeps a history of what was done and refused, without any value", async () => {
    const engine = await Engine.start(dir);
    const site = new Site(engine);
    const { key, group } = await site.keys();
    await assert.rejects(engine.delete(key));
    await engine.update(group, { items: [key.id], comment: "a-secret-comment" });
    await engine.delete(group);
    await engine.create("random:index/randomBytes:RandomBytes", "secret", { length: 32 });
    await engine.stop({ keep: true });
    const text = readFileSync(join(dir, "history.jsonl"), "utf8");
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);
    assert.deepEqual(
      lines.map((line) => [line["operation"], line["type"]?.split(":").pop(), line["outcome"], line["code"]]),
      [
        ["create", "PublicKey", "done", undefined],
        ["create", "KeyGroup", "done", undefined],
        ["delete", "PublicKey", "refused", "PublicKeyInUse"],
        ["update", "KeyGroup", "done", undefined],
        ["delete", "KeyGroup", "done", undefined],
        ["create", "RandomBytes", "done", undefined],
      ],
    );
    const allowed = ["code", "id", "operation", "outcome", "time", "type", "urn"];
    assert.ok(lines.every((line) => Object.keys(line).every((name) => allowed.includes(name))));
    assert.doesNotMatch(text, /a-secret-comment|BEGIN PUBLIC KEY/);
  });

  it("knows no random values: they live in Pulumi's state alone", async () => {
    const engine = await Engine.start(dir);
    const made = await engine.create("random:index/randomBytes:RandomBytes", "secret", { length: 32 });
    await new Site(engine).make("cloudfront/publicKey:PublicKey", { encodedKey: newPem() });
    await engine.stop({ keep: true });
    assert.doesNotMatch(
      readFileSync(join(dir, "account.json"), "utf8"),
      new RegExp(String(made.outputs["hex"])),
    );
  });
});
