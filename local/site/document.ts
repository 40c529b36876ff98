/** The members app's configuration document for a stack in the local cloud, and the files that it names. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { ConfigDocument } from "../../app/config";
import { readAccount } from "../cloud";
import { selfSigned } from "../edge";
import { UserError } from "../terminal/userError";

/** The outputs of a stack that the app needs. */
const outputShape = z.object({
  appRoleArn: z.string(),
  /** Its name follows from its content: another document is another output. */
  appConfigurationUri: z.string(),
});

/** What the app needs of a stack. */
export type AppOutputs = z.output<typeof outputShape>;

/**
 * Picks the outputs.
 *
 * @throws {UserError} naming the first that is missing
 */
export function appOutputs(outputs: Readonly<Record<string, unknown>>): AppOutputs {
  const picked = outputShape.safeParse(outputs);
  if (!picked.success) {
    const name = picked.error.issues[0]?.path.join(".") ?? "";
    throw new UserError(`the stack has no output ${name}, which the members site needs`);
  }
  return picked.data;
}

/** Where the site is, and whom it asks who people are. */
export interface Places {
  readonly publicUrl: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly ports: { readonly public: number; readonly signed: number };
}

/**
 * Reads the document that the stack wrote for its instances.
 *
 * @param uri - `s3://bucket/key`
 * @throws {UserError} when it is not there
 */
function deliveredDocument(cloudDir: string, uri: string): ConfigDocument {
  const id = uri.replace("s3://", "");
  const object = readAccount(cloudDir)?.resources.find(
    (one) => one.type === "aws:s3/bucketObjectv2:BucketObjectv2" && one.id === id,
  );
  const text = object?.inputs["content"];
  if (typeof text !== "string") {
    throw new UserError(`the local cloud has no ${uri}, which the members site is configured by`);
  }
  return JSON.parse(text) as ConfigDocument;
}

/** Writes a file that only its owner reads, also where it was there before. */
function writePrivate(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(file, 0o600);
}

/**
 * Writes the stack's own document as `config.json` into a folder, with a certificate beside it: all that the stack says,
 * but for where the site is and whom it asks who people are.
 */
export function writeDocument(
  folder: string,
  cloudDir: string,
  outputs: AppOutputs,
  places: Places,
): ConfigDocument {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const tls = { key: join(folder, "key.pem"), certificate: join(folder, "certificate.pem") };
  const made = selfSigned(["localhost"]);
  writePrivate(tls.key, made.key);
  writePrivate(tls.certificate, made.cert);
  const delivered = deliveredDocument(cloudDir, outputs.appConfigurationUri);
  const document: ConfigDocument = {
    ...delivered,
    publicUrl: places.publicUrl,
    // One host here: a browser shares no cookies between names of this machine.
    contentUrl: undefined,
    cookieDomain: undefined,
    oidc: { issuer: places.issuer, clientId: places.clientId },
    tls,
    // The edge comes from this machine, and the members port serves without a signature.
    host: "127.0.0.1",
    ports: places.ports,
  };
  writePrivate(join(folder, "config.json"), `${JSON.stringify(document, null, 2)}\n`);
  return document;
}
