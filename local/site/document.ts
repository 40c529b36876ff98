/** The members app's configuration document for a local stack, and the files that it names. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { ConfigDocument } from "../../app/config";
import { readAccount } from "../cloud";
import { selfSigned } from "../edge";
import { UserError } from "../terminal/userError";
import { releaseProblem } from "./releaseAccess";

/** The stack outputs that the app needs. */
const outputShape = z.object({
  appRoleArn: z.string(),
  /** Contains a hash of the content: a changed document is a changed output. */
  appConfigurationUri: z.string(),
});

/** The stack outputs that the app needs. */
export type AppOutputs = z.output<typeof outputShape>;

/** Returns the outputs that the app needs. @throws {UserError} that names the first missing one */
export function appOutputs(outputs: Readonly<Record<string, unknown>>): AppOutputs {
  const picked = outputShape.safeParse(outputs);
  if (!picked.success) {
    const name = picked.error.issues[0]?.path.join(".") ?? "";
    throw new UserError(`the stack has no output ${name}, which the members site needs`);
  }
  return picked.data;
}

/** The site's addresses and its OIDC issuer. */
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
 * @throws {UserError} if it is missing, or if the role of the instances may not read it
 */
function deliveredDocument(
  cloudDir: string,
  { appConfigurationUri: uri, appRoleArn }: AppOutputs,
): ConfigDocument {
  const id = uri.replace("s3://", "");
  const account = readAccount(cloudDir);
  const object = account?.resources.find(
    (one) => one.type === "aws:s3/bucketObjectv2:BucketObjectv2" && one.id === id,
  );
  const text = object?.inputs["content"];
  if (account === undefined || object === undefined || typeof text !== "string") {
    throw new UserError(`the local cloud has no ${uri}, which the members site is configured by`);
  }
  const problem = releaseProblem(account, appRoleArn, object);
  if (problem !== undefined) {
    throw new UserError(`the role of the instances cannot read ${uri}: ${problem}`);
  }
  return JSON.parse(text) as ConfigDocument;
}

/** Writes a file that only its owner can read, also if it exists. */
function writePrivate(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(file, 0o600);
}

/**
 * Writes the stack's document as `config.json` into a folder, with a certificate beside it; only the site's addresses
 * and its issuer are local.
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
  const delivered = deliveredDocument(cloudDir, outputs);
  const document: ConfigDocument = {
    ...delivered,
    publicUrl: places.publicUrl,
    // One host name: browsers do not share cookies between local names.
    contentUrl: undefined,
    cookieDomain: undefined,
    oidc: { issuer: places.issuer, clientId: places.clientId },
    tls,
    // Only the local edge may connect: the members port does not check signatures.
    host: "127.0.0.1",
    ports: places.ports,
  };
  writePrivate(join(folder, "config.json"), `${JSON.stringify(document, null, 2)}\n`);
  return document;
}
