import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { readAccount, startCloud } from "../../../../local/cloud";
import { accessKeyId } from "../../../../local/cloud/access/caller";
import { administratorArn } from "../../../../local/cloud/api/callers";
import { refused } from "../support/refused";
import { useCloud } from "../support/useCloud";
import { writer } from "../support/writer";

const many = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_one, index) => make(index)));

describe("the local cloud under load", () => {
  const cloud = useCloud();

  it("does many things at once, by the engine and by clients, and gives nothing twice", async () => {
    await cloud.engine.configure("eu-west-1", "aws");
    await cloud.engine.configure("us-east-1", "other region");
    const secrets = new SecretsManagerClient({
      region: "eu-west-1",
      endpoint: cloud.engine.endpoint,
      credentials: {
        accessKeyId: accessKeyId(administratorArn("111122223333"), cloud.engine.apiSecret),
        secretAccessKey: "local-cloud",
      },
    });
    const vpc = await cloud.site.make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const [groups, addresses] = await Promise.all([
      many(20, () => cloud.site.make("ec2/securityGroup:SecurityGroup", { vpcId: vpc.id })),
      many(5, () => cloud.site.make("ec2/eip:Eip", {})),
      many(20, () => cloud.site.make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }, "other region")),
      many(20, (n) => cloud.engine.create("random:index/randomId:RandomId", `id-${n}`, { byteLength: 8 })),
      many(10, (n) => secrets.send(new CreateSecretCommand({ Name: `s-${n}`, SecretString: "v" }))),
    ]);
    const account = readAccount(cloud.engine.dir)?.resources ?? [];
    assert.equal(account.length, 1 + 20 + 5 + 20 + 10);
    assert.equal(new Set(account.map(({ type, id }) => `${type} ${id}`)).size, account.length);
    assert.equal(new Set(addresses.map(({ outputs }) => outputs["publicIp"])).size, 5);
    assert.equal(new Set(groups.map(({ outputs }) => outputs["name"])).size, 20);
    assert.equal(account.filter(({ region }) => region === "us-east-1").length, 20);
  });

  it("lets one of many have a name, and refuses the others", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => cloud.site.make("s3/bucket:Bucket", { bucket: "the-one" })),
    );
    assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
    await refused("BucketAlreadyOwnedByYou", cloud.site.make("s3/bucket:Bucket", { bucket: "the-one" }));
  });
});

describe("the local cloud after sudden death", () => {
  it("leaves a whole account behind when it is killed, wherever it is", async () => {
    const dir = mkdtempSync(join(tmpdir(), "killed-cloud-"));
    for (let death = 0; death < 4; death++) {
      const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", writer, dir], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(child.stdout, "data");
      await setTimeout(30 + Math.random() * 40);
      child.kill("SIGKILL");
      await once(child, "exit");
      const account = readAccount(dir);
      assert.ok(account !== undefined, "something was written");
      const rounds = (type: string) =>
        Math.max(
          ...account.resources.filter((one) => one.type === type).map((one) => Number(one.outputs["round"])),
        );
      assert.equal(rounds("one"), rounds("two"), "changes that belong together are there together");
      const history = readFileSync(join(dir, "history.jsonl"), "utf8");
      for (const line of history.trim().split("\n")) {
        assert.doesNotThrow(() => void JSON.parse(line), "a line of the history is whole");
      }
    }
    const next = await startCloud({ dir });
    await next.close();
    rmSync(dir, { recursive: true });
  });
});
