/**
 * The key of the local state's secrets.
 *
 * Pulumi derives a passphrase's key in a million rounds, a quarter of a second in each command. A secrets provider is asked
 * once. Local runs serve one, with the two calls of AWS KMS that Pulumi makes, and a key of their own beside the state.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/secrets/#aws-key-management-service-kms
 */
import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import * as z from "zod";
import { arrivalProblem } from "../../loopback";
import { UserError } from "../../terminal/userError";

const keyId = "alias/secure-origin-local";

/** The secrets provider of stacks in the local backend. */
export const secretsProvider = `awskms://${keyId}?region=us-east-1`;

const algorithm = "aes-256-gcm";
const [keyLength, nonceLength, tagLength] = [32, 12, 16];

/** The largest request in bytes; a data key and its fields take less than 1,000. */
const longest = 64 * 1024;

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

/** Writes a new key, unless another run does so at the same time: the file appears whole. */
function writeKey(file: string): void {
  const own = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(own, randomBytes(keyLength), { mode: 0o600, flag: "wx", flush: true });
  try {
    linkSync(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  } finally {
    rmSync(own);
  }
}

/**
 * Reads the key of a local folder; the first run writes it, for this user only.
 *
 * @throws {UserError} if the file holds no key
 */
function stateKey(root: string): Buffer {
  const file = join(root, "state-key");
  if (!existsSync(file)) {
    writeKey(file);
  }
  const key = readFileSync(file);
  if (key.length !== keyLength) {
    throw new UserError(
      `${file} has ${key.length} bytes; the key of the local stacks' secrets has ${keyLength}. ` +
        "Restore the file, or delete the folder that it is in and begin anew.",
    );
  }
  return key;
}

/** Tells whether a request is signed with an access key id, as only a process does that has the engine's variables. */
function isFrom(accessKeyId: string, { authorization = "" }: IncomingMessage["headers"]): boolean {
  const given = Buffer.from(/Credential=([^/]*)\//.exec(authorization)?.[1] ?? "");
  const own = Buffer.from(accessKeyId);
  return given.length === own.length && timingSafeEqual(given, own);
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const refuse = (status: number, type: string, message: string): Answer => ({
  status,
  body: { __type: type, message },
});

async function answer(key: Buffer, accessKeyId: string, request: IncomingMessage): Promise<Answer> {
  const { headers } = request;
  const problem = arrivalProblem(headers, "none");
  if (problem !== undefined) {
    return { status: problem.status, body: { message: problem.text } };
  }
  if (!isFrom(accessKeyId, headers)) {
    return refuse(403, "UnrecognizedClientException", "only the engine of this run is answered");
  }
  const operation = operations.get(String(headers["x-amz-target"]));
  if (operation === undefined) {
    return refuse(400, "UnknownOperationException", "this is no KMS");
  }
  const length = Number(headers["content-length"]);
  if (!(length <= longest)) {
    return refuse(413, "ValidationException", `a request has at most ${longest} bytes`);
  }
  try {
    return { status: 200, body: operation(key, await json(request)) };
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return refuse(400, "ValidationException", "not the operation's fields");
    }
    const message = "the state's secrets are of another key: its file state-key was replaced";
    return refuse(400, "InvalidCiphertextException", message);
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
  const accessKeyId = randomBytes(16).toString("hex");
  const server = createServer((request, response) => {
    void answer(key, accessKeyId, request).then(({ status, body }) => {
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
    variables: { AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:${port}`, AWS_ACCESS_KEY_ID: accessKeyId },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
