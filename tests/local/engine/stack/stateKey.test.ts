/** The key of the local state's secrets, as AWS's own client uses it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DecryptCommand, EncryptCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { type ServedKey, serveStateKey } from "../../../../local/engine/stack/stateKey";
import { projectFolder } from "../../../../local/run/project";

const secret = Buffer.from("a data key");

describe("the key of the local state's secrets", () => {
  let root: string;
  let served: ServedKey | undefined;
  const address = (): string => served?.variables.AWS_ENDPOINT_URL_KMS ?? "";
  const accessKeyId = (): string => served?.variables.AWS_ACCESS_KEY_ID ?? "";
  const client = (id = accessKeyId()): KMSClient =>
    new KMSClient({
      endpoint: address(),
      region: "us-east-1",
      credentials: { accessKeyId: id, secretAccessKey: "local" },
      maxAttempts: 1,
    });
  const encrypted = async (): Promise<Uint8Array | undefined> =>
    (await client().send(new EncryptCommand({ KeyId: "alias/any", Plaintext: secret }))).CiphertextBlob;
  const decrypted = async (blob: Uint8Array | undefined): Promise<Buffer> =>
    Buffer.from((await client().send(new DecryptCommand({ CiphertextBlob: blob }))).Plaintext ?? []);
  const serve = async (): Promise<void> => {
    await served?.close();
    served = await serveStateKey(root);
  };

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "secure-origin-state-key-"));
    await serve();
  });
  afterEach(async () => {
    await served?.close();
    served = undefined;
    rmSync(root, { recursive: true });
  });

  it("is kept beside the state, for its user only, from run to run", async () => {
    const file = join(root, "state-key");
    const blob = await encrypted();
    const key = readFileSync(file);
    assert.equal(key.length, 32);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    await serve();
    assert.deepEqual(await decrypted(blob), secret);
    assert.deepEqual(readFileSync(file), key);
  });

  it("encrypts the same text differently each time", async () => {
    assert.notDeepEqual(await encrypted(), await encrypted());
  });

  it("refuses what another key encrypted, and what was changed", async () => {
    const blob = Buffer.from((await encrypted()) ?? []);
    const refusal = {
      name: "InvalidCiphertextException",
      message: "the state's secrets are of another key: its file state-key was replaced",
    };
    for (const at of [0, 12, 28]) {
      const changed = Buffer.from(blob);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await assert.rejects(decrypted(changed), refusal);
    }
    await assert.rejects(decrypted(blob.subarray(0, 20)), refusal);
    writeFileSync(join(root, "state-key"), Buffer.alloc(32));
    await serve();
    await assert.rejects(decrypted(blob), refusal);
  });

  it("answers no other operation, no other fields and no web page", async () => {
    await assert.rejects(
      client().send(
        new SignCommand({ KeyId: "alias/any", Message: secret, SigningAlgorithm: "ECDSA_SHA_256" }),
      ),
      { name: "UnknownOperationException" },
    );
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId()}/20260101/us-east-1/kms/aws4_request`;
    const post = async (headers: Record<string, string>, body: string): Promise<number> =>
      (await fetch(address(), { method: "POST", headers: { authorization, ...headers }, body })).status;
    const target = { "x-amz-target": "TrentService.Decrypt" };
    assert.equal(await post(target, '{"CiphertextBlob":"?"}'), 400);
    assert.equal(await post(target, "{"), 400);
    assert.equal(await post(target, " ".repeat(70_000)), 413);
    assert.equal(await post({ ...target, origin: "https://page.example" }, "{}"), 403);
    assert.equal(await post({ ...target, authorization: "" }, "{}"), 403);
  });

  it("answers the engine of this run only", async () => {
    const blob = await encrypted();
    const other = client("local-cloud");
    await assert.rejects(other.send(new DecryptCommand({ CiphertextBlob: blob })), {
      name: "UnrecognizedClientException",
    });
  });

  it("is one for several first runs at once", async () => {
    await served?.close();
    served = undefined;
    rmSync(join(root, "state-key"));
    const run = `
      const { readFileSync } = require("node:fs");
      const { serveStateKey } = require(${JSON.stringify(join(projectFolder, "local/engine/stack/stateKey.ts"))});
      void serveStateKey(process.argv[1]).then(async (served) => {
        process.stdout.write(readFileSync(process.argv[1] + "/state-key").toString("hex"));
        await served.close();
      });`;
    const args = ["-r", "ts-node/register/transpile-only", "-e", run, root];
    const runs = Array.from({ length: 4 }, () =>
      promisify(execFile)(process.execPath, args, { cwd: projectFolder }),
    );
    const keys = new Set((await Promise.all(runs)).map(({ stdout }) => stdout));
    assert.deepEqual([...keys], [readFileSync(join(root, "state-key")).toString("hex")]);
    assert.deepEqual(readdirSync(root), ["state-key"]);
  });

  it("is refused when its file was not written whole, with the way out", async () => {
    writeFileSync(join(root, "state-key"), "");
    await assert.rejects(
      serve(),
      /state-key has 0 bytes; the key of the local stacks' secrets has 32\. Restore the file, or delete the folder/,
    );
  });
});
