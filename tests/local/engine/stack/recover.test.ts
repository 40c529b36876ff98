import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { AccountResource } from "../../../../local/cloud";
import { localFolder, stackStateFile } from "../../../../local/engine/environment";
import { type Deployment, readDeployment, settle } from "../../../../local/engine/stack/checkpoint";
import { describeStack, recoverStack } from "../../../../local/engine/stack/recover";

const VPC = "aws:ec2/vpc:Vpc";
const urn = (name: string): string => `urn:pulumi:dev::shop::${VPC}::${name}`;
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
const record = (name: string, id: string): AccountResource => ({
  type: VPC,
  id,
  urn: urn(name),
  region: "eu-west-1",
  inputs: {},
  outputs: { arn: `arn:${id}`, key: "in clear" },
  createdAt: "",
  updatedAt: "",
});
const kept = { urn: urn("kept"), type: VPC, id: "vpc-1" };
const creating = { type: "creating", resource: { urn: urn("new"), type: VPC, inputs: { key: secret } } };

describe("operations that were under way when the engine was killed", () => {
  it("leave what they created in the state, with secrets encrypted as they were", () => {
    const { state, taken } = settle({ resources: [kept], pending_operations: [creating] }, [
      record("kept", "vpc-1"),
      record("new", "vpc-2"),
    ]);
    const adopted = { ...creating.resource, id: "vpc-2", outputs: { arn: "arn:vpc-2", key: secret } };
    assert.deepEqual([state, taken], [{ resources: [kept, adopted], pending_operations: [] }, 1]);
  });

  it("leave the new half of a replacement beside the old one, which is still to be deleted", () => {
    const replacing = { type: "creating", resource: { urn: urn("kept"), type: VPC } };
    const { state } = settle({ resources: [kept], pending_operations: [replacing] }, [
      record("kept", "vpc-1"),
      record("kept", "vpc-3"),
    ]);
    assert.deepEqual(
      state.resources?.map(({ id, delete: goes }) => [id, goes]),
      [
        ["vpc-1", true],
        ["vpc-3", undefined],
      ],
    );
  });

  it("leave nothing where nothing was created, and what is updated or deleted as the state has it", () => {
    const others = ["updating", "deleting", "reading"].map((type) => ({ type, resource: kept }));
    const { state, taken } = settle({ resources: [kept], pending_operations: [creating, ...others] }, [
      record("kept", "vpc-1"),
    ]);
    assert.deepEqual([state, taken], [{ resources: [kept], pending_operations: [] }, 0]);
  });
});

describe("a stack after a run that was killed", () => {
  const name = { project: "shop", stack: "dev" };
  let root: string;
  let file: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "secure-origin-recover-"));
    file = stackStateFile(localFolder(root), "shop", "dev");
    mkdirSync(dirname(file), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (latest: Deployment, to = file): void =>
    writeFileSync(to, JSON.stringify({ version: 3, checkpoint: { stack: "dev", latest } }));
  const recover = (): string[] => {
    const said: string[] = [];
    recoverStack(localFolder(root), name, (line) => said.push(line));
    return said;
  };

  it("is settled, and the rest of its state is as it was", () => {
    mkdirSync(join(root, "cloud"));
    const account = { version: 1, accountId: "111122223333", resources: [record("new", "vpc-2")], zones: [] };
    writeFileSync(join(root, "cloud", "account.json"), JSON.stringify(account));
    write({ resources: [kept], pending_operations: [creating] });
    assert.equal(
      describeStack(localFolder(root), name),
      "stack dev has 1 resource, and 1 operation did not finish",
    );
    assert.deepEqual(recover(), [
      "Stack dev: the last run was killed during 1 operation; 1 resource that it had created is taken over, and this run continues from there",
    ]);
    const { version, checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
      version: number;
      checkpoint: { stack: string };
    };
    assert.deepEqual([version, checkpoint.stack], [3, "dev"]);
    assert.equal(readDeployment(file)?.resources?.length, 2);
    assert.deepEqual(recover(), [], "the second time there is nothing to do");
    assert.equal(describeStack(localFolder(root), name), "stack dev has 2 resources");
  });

  it("has its former state where a full disk has torn the last", () => {
    write({ resources: [kept] }, `${file}.bak`);
    writeFileSync(file, '{"version":3,"checkp');
    assert.deepEqual(recover(), ["Stack dev: the state was incomplete and was replaced by its backup"]);
    assert.equal(describeStack(localFolder(root), name), "stack dev has 1 resource");
  });

  it("is given up in one line where both are torn", () => {
    writeFileSync(file, "{");
    writeFileSync(`${file}.bak`, "");
    assert.throws(recover, {
      name: "UserError",
      message:
        `the state of stack dev in ${file} is incomplete, and so is its copy: a full disk has cut both. Delete the local ` +
        "folder, and run the command again to start over",
    });
  });

  it("is not touched where it does not exist", () => {
    assert.deepEqual(recover(), []);
    assert.equal(describeStack(localFolder(root), name), "stack dev has no resources");
  });
});
