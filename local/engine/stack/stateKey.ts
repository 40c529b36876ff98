/**
 * The key of the local state's secrets.
 *
 * Pulumi derives a passphrase's key in a million rounds, a quarter of a second in each command. A secrets provider is asked
 * once. Local runs serve one, with the two calls of AWS KMS that Pulumi makes, and a key of their own beside the state.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/secrets/#aws-key-management-service-kms
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import * as z from "zod";
import { arrivalProblem } from "../../loopback";

const keyId = "alias/secure-origin-local";

/** The secrets provider of stacks in the local backend. */
export const secretsProvider = `awskms://${keyId}?region=us-east-1`;

const algorithm = "aes-256-gcm";
const [nonceLength, tagLength] = [12, 16];

function encrypt(key: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, key, nonce);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** @throws Error if the text is of another key */
function decrypt(key: Buffer, blob: Buffer): Buffer {
  const nonce = blob.subarray(0, nonceLength);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength });
  decipher.setAuthTag(blob.subarray(nonceLength, nonceLength + tagLength));
  return Buffer.concat([decipher.update(blob.subarray(nonceLength + tagLength)), decipher.final()]);
}

const bytes = z.base64().transform((text) => Buffer.from(text, "base64"));

/** An operation of AWS KMS. The key is the folder's, whatever the request names. */
type Operation = (key: Buffer, body: unknown) => Readonly<Record<string, string>>;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
const encryptOperation: Operation = (key, body) => {
  const { Plaintext } = z.object({ Plaintext: bytes }).parse(body);
  return { KeyId: keyId, CiphertextBlob: encrypt(key, Plaintext).toString("base64") };
};

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html */
const decryptOperation: Operation = (key, body) => {
  const { CiphertextBlob } = z.object({ CiphertextBlob: bytes }).parse(body);
  return { KeyId: keyId, Plaintext: decrypt(key, CiphertextBlob).toString("base64") };
};

const operations: ReadonlyMap<string, Operation> = new Map([
  ["TrentService.Encrypt", encryptOperation],
  ["TrentService.Decrypt", decryptOperation],
]);

/** Reads the key of a local folder; the first run writes it, for this user only. */
function stateKey(root: string): Buffer {
  const file = join(root, "state-key");
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  }
  return readFileSync(file);
}

async function answer(key: Buffer, request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  const problem = arrivalProblem(request.headers, "none");
  if (problem !== undefined) {
    return { status: problem.status, body: { message: problem.text } };
  }
  const operation = operations.get(String(request.headers["x-amz-target"]));
  if (operation === undefined) {
    return { status: 400, body: { __type: "UnknownOperationException", message: "this is no KMS" } };
  }
  try {
    return { status: 200, body: operation(key, await json(request)) };
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return { status: 400, body: { __type: "ValidationException", message: "not the operation's fields" } };
    }
    const message = "the state's secrets are of another key: its file state-key was replaced";
    return { status: 400, body: { __type: "InvalidCiphertextException", message } };
  }
}

/** A served key. */
export interface ServedKey {
  /** Variables by which the engine finds it. */
  readonly variables: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/** Serves the key of a local folder on a free port of the loopback address. */
export async function serveStateKey(root: string): Promise<ServedKey> {
  const key = stateKey(root);
  const server = createServer((request, response) => {
    void answer(key, request).then(({ status, body }) => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    variables: { AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:${port}` },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
