/** The one document that tells the site what it is: the Pulumi program writes it beside the bundle. */
import { readFile } from "node:fs/promises";
import * as z from "zod";
import { cookieDomainProblem } from "./cookieDomain";
import { judgeTarget } from "./gate";

/** The listeners' certificate: PEM files, by default those that a new instance makes for itself in the working folder. */
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
    "is a secret, not where one is kept",
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
  /** Left out for a public client, which proves itself by PKCE alone. */
  clientSecret: secretReference.optional(),
  /** Left out: openid, profile and email, and offline_access where the issuer's discovery document lists it. */
  scopes: z
    .string()
    .refine((scopes) => scopes.split(" ").includes("openid"), 'lacks "openid"')
    .optional(),
  /** How the issuer ends its own session: by its end_session_endpoint, by Cognito's parameters, or not at all. */
  signOut: z.enum(["standard", "cognito", "none"]).default("standard"),
});

const session = z.strictObject({
  /** Base64 keys of 32 bytes or more, one a line: the first seals, all open. */
  keys: secretReference,
  minutes: z.int().min(5).max(120).default(30),
  /** After this a person signs in again, renewed or not. */
  maxHours: z.int().min(1).max(24).default(8),
});

/** PEM by CloudFront's id: public halves, by which the members port verifies signed cookies once more. */
const publicKeys = z
  .record(
    z.string().regex(/^\w{1,64}$/, "is not the id of a public key"),
    z.string().refine((pem) => pem.includes("-----BEGIN PUBLIC KEY-----"), "is not a public key as PEM"),
  )
  .default({});

const signing = z.strictObject({
  key: signingReference,
  /** May be left out where the key source knows it. */
  keyPairId: z.string().min(1).optional(),
  hash: z.enum(["sha256", "sha1"]).default("sha256"),
  /** Keys that are announced: one of them signs once the first is refused, having become the active one. */
  announced: z
    .array(z.strictObject({ key: signingReference, keyPairId: z.string().min(1) }))
    .max(4)
    .default([]),
  publicKeys,
});

const folder = z
  .string()
  .refine((path) => judgeTarget(path).canonical && path.length > 1, "is not a canonical path")
  .refine((path) => path.endsWith("/"), 'does not end in "/"');

const entitlement = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "is not a short name in lower case"),
  /** What people call it. */
  title: z.string().min(1).max(60),
  /** The claim to look at, and the values of which one is enough. */
  claim: z.string().min(1).default("groups"),
  anyOf: z.array(z.string().min(1)).min(1),
  prefix: folder,
  /** Cookies open the whole folder; a URL opens one file of it. */
  access: z.enum(["cookies", "url"]),
  /** How long what is signed holds. */
  minutes: z.int().min(5).max(15).default(10),
  /** Whether what is signed holds for the viewer's IPv4 address alone. */
  lockToAddress: z.boolean().default(false),
});

const shape = z.strictObject({
  publicUrl: httpsOrigin,
  /** Where signed content is, if not under publicUrl: the two-host form. */
  contentUrl: httpsOrigin.optional(),
  /** The upper one of two hosts, of which the other lies below it. */
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
  /** PUBLIC_PORT and SIGNED_PORT of the environment come first. */
  ports: z
    .strictObject({ public: z.int().min(1).max(65_535), signed: z.int().min(1).max(65_535) })
    .default({ public: 8443, signed: 8444 }),
  /** Address of the one interface to listen on. Default: all of them, since the load balancer comes from elsewhere. */
  host: z.union([z.ipv4(), z.ipv6()]).optional(),
  logLevel: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

/** The configuration document's schema. Unknown members are refused: a typing error must not switch anything off. */
const configSchema = shape.superRefine((config, context) => {
  for (const [path, message] of contradictions(config)) {
    context.addIssue({ code: "custom", path, message });
  }
});

/** The document as it is written: what has a default may be left out. */
export type ConfigDocument = z.input<typeof configSchema>;
/** The document as the site uses it. */
export type Config = z.output<typeof configSchema>;
/** One rule: who, what, how. */
export type Entitlement = Config["entitlements"][number];

function* contradictions(config: z.output<typeof shape>): Generator<[(string | number)[], string]> {
  const { publicUrl, contentUrl = publicUrl, cookieDomain, entitlements, session: times } = config;
  const split = contentUrl !== publicUrl;
  if (!split && cookieDomain !== undefined) {
    yield [["cookieDomain"], "is only for two hosts: one host keeps its cookies to itself"];
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
      yield [
        ["entitlements", index, "prefix"],
        `lies in ${outer.prefix}: what opens that folder opens this one`,
      ];
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

/** What is wrong with a configuration document: where, and what. */
export function configIssues(document: unknown): { path: PropertyKey[]; message: string }[] {
  const result = configSchema.safeParse(document);
  return result.success ? [] : result.error.issues.map(({ path, message }) => ({ path, message }));
}

/**
 * Checks a configuration document.
 *
 * @throws Error with one line for each problem, naming the member
 */
export function parseConfig(document: unknown): Config {
  const result = configSchema.safeParse(document);
  if (result.success) {
    return result.data;
  }
  const lines = result.error.issues.map(({ path, message }) => `${path.join(".") || "document"}: ${message}`);
  throw new Error(`the configuration is not valid\n${lines.join("\n")}`);
}

/** Reads and checks the document in a file. */
export async function readConfig(path: string): Promise<Config> {
  return parseConfig(JSON.parse(await readFile(path, "utf8")) as unknown);
}
