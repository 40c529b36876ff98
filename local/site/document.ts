/** The members app's configuration document for a stack in the local cloud, and the files that it names. */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { ConfigDocument } from "../../app/config";
import { selfSigned } from "../edge";
import { UserError } from "../userError";

/** The outputs of a stack that the app needs. */
const outputShape = z.object({
  appRoleArn: z.string(),
  signingKeyArn: z.string(),
  activeKeyId: z.string(),
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

/** The rules of the demonstration: cookies for two folders, a link for each download. */
const entitlements: ConfigDocument["entitlements"] = [
  {
    name: "studio",
    title: "Studio",
    anyOf: ["members"],
    prefix: "/premium/",
    access: "cookies",
    minutes: 15,
  },
  {
    name: "course",
    title: "Course",
    anyOf: ["premium"],
    prefix: "/secure/",
    access: "cookies",
    minutes: 15,
  },
  { name: "downloads", title: "Downloads", anyOf: ["premium"], prefix: "/downloads/", access: "url" },
];

/** `kms:ARN`, `secretsmanager:ARN` or `ssm:ARN`, by the service that the ARN names. */
const signingReference = (arn: string): string => `${arn.split(":")[2] ?? ""}:${arn}`;

/** Writes a file that only its owner reads, also where it was there before. */
function writePrivate(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(file, 0o600);
}

/**
 * Writes the document as `config.json` into a folder, with session keys and a certificate beside it. Session keys are
 * kept from run to run.
 */
export function writeDocument(folder: string, outputs: AppOutputs, places: Places): ConfigDocument {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = join(folder, "session-keys.txt");
  if (!existsSync(keys)) {
    writePrivate(keys, `${randomBytes(32).toString("base64")}\n`);
  }
  const tls = { key: join(folder, "key.pem"), certificate: join(folder, "certificate.pem") };
  const made = selfSigned(["localhost"]);
  writePrivate(tls.key, made.key);
  writePrivate(tls.certificate, made.cert);
  const region = outputs.signingKeyArn.split(":")[3] ?? "";
  const account = outputs.appRoleArn.split(":")[4] ?? "";
  const document: ConfigDocument = {
    publicUrl: places.publicUrl,
    oidc: { issuer: places.issuer, clientId: places.clientId },
    session: { keys },
    signing: { key: signingReference(outputs.signingKeyArn), keyPairId: outputs.activeKeyId },
    entitlements,
    // The local cloud has no topics: requests go to a file of the logs, and this names what would take them in AWS.
    accessRequests: { topicArn: `arn:aws:sns:${region}:${account}:access-requests` },
    tls,
    ports: places.ports,
  };
  writePrivate(join(folder, "config.json"), `${JSON.stringify(document, null, 2)}\n`);
  return document;
}
