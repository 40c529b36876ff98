/** The configuration document of the site, which the Pulumi program writes beside the bundle. */
import { readFile } from "node:fs/promises";
import * as z from "zod";
import { checkCanonicalPath } from "./canonicalPath";
import { cookieDomainProblem } from "./cookieDomain";

/** The listeners' certificate: PEM files, by default those that a new instance creates in the working folder. */
const tls = z
  .strictObject({ key: z.string().min(1), certificate: z.string().min(1) })
  .default({ key: "key.pem", certificate: "certificate.pem" });

/** `https://host`, without path or slash. */
const httpsOrigin = z.string().refine(isHttpsOrigin, "is not an https:// address without a path");

/** `secretsmanager:ARN`, `ssm:ARN` or a file; never the secret itself. */
const secretReference = z
  .string()
  .min(1)
  .refine(
    (text) => !/[\r\n]/.test(text) && !text.includes("-----BEGIN"),
    "is a secret; give a reference: secretsmanager:ARN, ssm:ARN or a file",
  )
  .refine((text) => !text.startsWith("arn:"), "is an ARN: write secretsmanager:ARN or ssm:ARN");

/** The same, or `kms:ARN`. */
const signingReference = secretReference;

const issuer = z
  .string()
  .refine(isIssuer, "is not an https:// address (http:// only for an issuer on this machine)");

const oidc = z.strictObject({
  issuer,
  clientId: z.string().min(1),
  /** Omitted for a public client, which uses PKCE only. */
  clientSecret: secretReference.optional(),
  /** Default: openid, profile and email, and offline_access if the issuer's discovery document lists it. */
  scopes: z
    .string()
    .refine((scopes) => scopes.split(" ").includes("openid"), 'lacks "openid"')
    .optional(),
  /** How to end the issuer's own session: by its end_session_endpoint, by Cognito's parameters, or not. */
  signOut: z.enum(["standard", "cognito", "none"]).default("standard"),
});

const session = z.strictObject({
  /** Base64 keys of 32 bytes or more, one per line: the first seals, all open. */
  keys: secretReference,
  minutes: z.int().min(5).max(120).default(30),
  /** After this a person must sign in again. */
  maxHours: z.int().min(1).max(24).default(8),
});

/** PEM by CloudFront's id: the public keys with which the members port verifies signed cookies again. */
const publicKeys = z
  .record(
    z.string().regex(/^\w{1,64}$/, "is not the id of a public key"),
    z.string().refine((pem) => pem.includes("-----BEGIN PUBLIC KEY-----"), "is not a public key as PEM"),
  )
  .default({});

const signing = z.strictObject({
  key: signingReference,
  /** May be omitted where the key source knows it. */
  keyPairId: z.string().min(1).optional(),
  hash: z.enum(["sha256", "sha1"]).default("sha256"),
  /** Announced keys: one of them signs when the first is refused, because it has become the active one. */
  announced: z
    .array(z.strictObject({ key: signingReference, keyPairId: z.string().min(1) }))
    .max(4)
    .default([]),
  publicKeys,
});

const folder = z
  .string()
  .refine((path) => checkCanonicalPath(path).canonical && path.length > 1, "is not a canonical path")
  .refine((path) => path.endsWith("/"), 'does not end in "/"');

const entitlement = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "is not a short name in lower case"),
  /** The name for people. */
  title: z.string().min(1).max(60),
  /** The claim, and the values of which one is required. */
  claim: z.string().min(1).default("groups"),
  anyOf: z.array(z.string().min(1)).min(1),
  prefix: folder,
  /** Cookies open the whole folder, a URL one file. */
  access: z.enum(["cookies", "url"]),
  /** The validity of signatures. */
  minutes: z.int().min(5).max(15).default(10),
  /** Whether signatures are valid for the viewer's IPv4 address only. */
  lockToAddress: z.boolean().default(false),
});

const shape = z.strictObject({
  publicUrl: httpsOrigin,
  /** The URL of signed content, if not publicUrl: the two-host form. */
  contentUrl: httpsOrigin.optional(),
  /** The host of the two of which the other is a subdomain. */
  cookieDomain: z
    .string()
    .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$/, "is not a domain name in lower case")
    .optional(),
  oidc,
  session,
  signing,
  entitlements: z.array(entitlement).min(1),
  accessRequests: z.strictObject({
    topicArn: z.string().regex(/^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[\w-]+$/, "is not the ARN of a topic"),
  }),
  tls,
  /** PUBLIC_PORT and SIGNED_PORT of the environment take precedence. */
  ports: z
    .strictObject({ public: z.int().min(1).max(65_535), signed: z.int().min(1).max(65_535) })
    .default({ public: 8443, signed: 8444 }),
  /** The address of the interface to listen on. Default: all interfaces, for the load balancer. */
  host: z.union([z.ipv4(), z.ipv6()]).optional(),
  logLevel: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

/** The schema of the configuration document. Unknown members are refused: a misspelling must not disable anything. */
const configSchema = shape.superRefine((config, context) => {
  for (const [path, message] of contradictions(config)) {
    context.addIssue({ code: "custom", path, message });
  }
});

/** The document as written: members with a default may be omitted. */
export type ConfigDocument = z.input<typeof configSchema>;
/** The document as the site uses it. */
export type Config = z.output<typeof configSchema>;
/** A rule: who may open what, and how. */
export type Entitlement = Config["entitlements"][number];

function* contradictions(config: z.output<typeof shape>): Generator<[(string | number)[], string]> {
  const { publicUrl, contentUrl = publicUrl, cookieDomain, entitlements, session: times } = config;
  const split = contentUrl !== publicUrl;
  if (!split && cookieDomain !== undefined) {
    yield [["cookieDomain"], "is only for two hosts"];
  }
  const domainProblem =
    split && [publicUrl, contentUrl].every(isHttpsOrigin)
      ? cookieDomainProblem(cookieDomain, new URL(publicUrl).hostname, new URL(contentUrl).hostname)
      : undefined;
  if (domainProblem !== undefined) {
    yield [["cookieDomain"], domainProblem];
  }
  for (const [index, { name, prefix }] of entitlements.entries()) {
    if (entitlements.findIndex((other) => other.name === name) !== index) {
      yield [["entitlements", index, "name"], "is used twice"];
    }
    const outer = entitlements.find((other, at) => at !== index && prefix.startsWith(other.prefix));
    if (outer !== undefined) {
      yield [["entitlements", index, "prefix"], `is inside ${outer.prefix}, whose access would include it`];
    }
  }
  if (times.maxHours * 60 < times.minutes) {
    yield [["session", "maxHours"], "is shorter than session.minutes"];
  }
}

function isHttpsOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === "https:" && new URL(text).origin === text;
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const { protocol, hostname } = new URL(text);
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return protocol === "https:" || (protocol === "http:" && local);
}

/** Validates a configuration document and returns its problems, each with its path. */
export function configIssues(document: unknown): { path: PropertyKey[]; message: string }[] {
  const result = configSchema.safeParse(document);
  return result.success ? [] : result.error.issues.map(({ path, message }) => ({ path, message }));
}

/**
 * Validates a configuration document.
 *
 * @throws Error with one line per problem, naming the member
 */
export function parseConfig(document: unknown): Config {
  const result = configSchema.safeParse(document);
  if (result.success) {
    return result.data;
  }
  const lines = result.error.issues.map(({ path, message }) => `${path.join(".") || "document"}: ${message}`);
  throw new Error(`the configuration is not valid\n${lines.join("\n")}`);
}

/** Reads and validates the document in a file. */
export async function readConfig(path: string): Promise<Config> {
  return parseConfig(JSON.parse(await readFile(path, "utf8")) as unknown);
}
