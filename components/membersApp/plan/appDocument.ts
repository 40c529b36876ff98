import { type ConfigDocument, configIssues } from "../../../app/config";
import { covers } from "../../cloudfront/plan/globs";
import { isEmail } from "../../internal/emails";
import { domainNameProblems } from "../../internal/names";
import { problem, rangeProblems } from "../../internal/problem";
import type { AppArgs, EntitlementArgs } from "../appArgs";

/** What only AWS can tell of the members site's configuration, each as AWS tells it. */
export interface DocumentFacts {
  issuer: string;
  clientId: string;
  clientSecretArn: string | undefined;
  sessionKeysArn: string;
  topicArn: string;
  signingKeyArn: string;
  activeKeyId: string;
  /** ARNs of announced keys by CloudFront's ids. */
  announcedKeyArns: { [keyId: string]: string };
  /** Public halves of the signing keys by CloudFront's ids. */
  publicKeyPems: { [keyId: string]: string };
}

/** What the members site and the rest of the stack must agree on. */
export interface SiteFacts {
  /** `https://` and the site's main name. */
  url: string;
  /** All names of the site. */
  names: string[];
  /** Patterns of the paths that need a signature. */
  securePatterns: string[];
}

/** Cognito tells a person's groups in this claim. */
const GROUPS_CLAIM = "cognito:groups";

/** The configuration document of the members site. */
export function configurationDocument(app: AppArgs, url: string, facts: DocumentFacts): ConfigDocument {
  const { contentUrl, cookieDomain, sessionMinutes, sessionMaxHours, oidc } = app;
  const { issuer, clientId, clientSecretArn } = facts;
  return {
    publicUrl: url,
    contentUrl,
    cookieDomain,
    oidc: {
      issuer,
      clientId,
      clientSecret: clientSecretArn === undefined ? undefined : keyReference(clientSecretArn),
      scopes: oidc?.scopes,
      signOut: oidc === undefined ? "cognito" : oidc.signOut,
    },
    session: { keys: keyReference(facts.sessionKeysArn), minutes: sessionMinutes, maxHours: sessionMaxHours },
    signing: {
      key: keyReference(facts.signingKeyArn),
      keyPairId: facts.activeKeyId,
      announced: announcedKeys(facts.announcedKeyArns),
      publicKeys: sorted(facts.publicKeyPems),
    },
    entitlements: app.entitlements.map((rule) => ({ ...rule, claim: claimOf(rule, app) })),
    accessRequests: { topicArn: facts.topicArn },
  };
}

/** `kms:ARN`, `secretsmanager:ARN` or `ssm:ARN`, by the service that the ARN names. */
function keyReference(arn: string): string {
  return `${arn.split(":")[2] ?? ""}:${arn}`;
}

/** In one order, whatever that of the keys in the program is: another order would be another document. */
function announcedKeys(arns: DocumentFacts["announcedKeyArns"]): ConfigDocument["signing"]["announced"] {
  const keys = Object.entries(arns).map(([keyPairId, arn]) => ({ key: keyReference(arn), keyPairId }));
  return keys.length === 0 ? undefined : keys.sort((a, b) => (a.keyPairId < b.keyPairId ? -1 : 1));
}

/** Undefined without an entry, and in one order otherwise. */
function sorted(texts: { [keyId: string]: string }): { [keyId: string]: string } | undefined {
  const entries = Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function claimOf({ claim }: EntitlementArgs, { oidc }: AppArgs): string | undefined {
  return claim ?? (oidc === undefined ? GROUPS_CLAIM : undefined);
}

/** The groups that a directory made for the members site has: all that an entitlement looks for. */
export function memberGroups(app: AppArgs): string[] {
  const named = app.entitlements.filter((rule) => claimOf(rule, app) === GROUPS_CLAIM);
  return [...new Set(named.flatMap(({ anyOf }) => anyOf))].sort();
}

/** Values in place of those that only AWS can tell. */
const UNTOLD: DocumentFacts = {
  issuer: "https://issuer.invalid",
  clientId: "client",
  clientSecretArn: undefined,
  sessionKeysArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:keys",
  topicArn: "arn:aws:sns:eu-west-1:111122223333:requests",
  signingKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/key",
  activeKeyId: "K1",
  announcedKeyArns: {},
  publicKeyPems: {},
};

/** What the configuration document calls otherwise than the arguments do. */
const ARGUMENT_NAMES: { [path: string]: string | undefined } = {
  "session.minutes": "sessionMinutes",
  "session.maxHours": "sessionMaxHours",
};

/** Says what the members site would refuse at its start, or what would leave its content open or shut for all. */
export function appProblems(app: AppArgs, site: SiteFacts): string[] {
  const facts = {
    ...UNTOLD,
    ...(app.oidc === undefined ? {} : { issuer: app.oidc.issuer, clientId: app.oidc.clientId }),
  };
  const document = configurationDocument(app, site.url, facts);
  const nameProblems = domainNameProblems("domainName", site.names[0] ?? "");
  // The public URL is made of the site's name: a wrong name is one problem and not two.
  const issues = configIssues(document).filter(
    ({ path }) => nameProblems.length === 0 || path[0] !== "publicUrl",
  );
  return [
    ...nameProblems,
    ...issues.map(({ path, message }) => {
      const what = ARGUMENT_NAMES[path.join(".")] ?? pathText(path);
      const value = path.reduce<unknown>(valueOf, document);
      return `${what} is ${value === undefined ? "missing" : JSON.stringify(value)}: ${message}. To fix: correct ${what}.`;
    }),
    ...coverageProblems(app, site),
    ...contentProblems(app, site),
    ...sessionKeyProblems(app),
    ...(app.mfa === undefined || app.oidc === undefined
      ? []
      : [
          problem(
            "mfa",
            app.mfa,
            "nothing, beside oidc",
            "remove it, and require a second factor at the issuer",
          ),
        ]),
    ...(app.accessRequestEmail === undefined || isEmail(app.accessRequestEmail)
      ? []
      : [
          problem(
            "accessRequestEmail",
            app.accessRequestEmail,
            "an e-mail address",
            'write it like "desk@example.com"',
          ),
        ]),
  ];
}

function pathText(path: PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${String(part)}`))
    .join("");
}

function valueOf(value: unknown, part: PropertyKey): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<PropertyKey, unknown>)[part]
    : undefined;
}

/** A folder without a signature is open to all, whatever the rule says. */
function coverageProblems({ entitlements }: AppArgs, { securePatterns }: SiteFacts): string[] {
  return entitlements.flatMap(({ prefix }, index) =>
    securePatterns.some((pattern) => covers(pattern, `${prefix}*`))
      ? []
      : [
          problem(
            `entitlements[${index}].prefix`,
            prefix,
            `a folder in securePaths (${securePatterns.join(", ")})`,
            `add ${prefix}* to securePaths, or correct the prefix`,
          ),
        ],
  );
}

function contentProblems({ contentUrl }: AppArgs, { names }: SiteFacts): string[] {
  if (contentUrl === undefined || names.some((name) => contentUrl === `https://${name}`)) {
    return [];
  }
  const allowed = `https:// and one of the site's names (${names.join(", ")})`;
  return [problem("contentUrl", contentUrl, allowed, "add its name to additionalDomainNames")];
}

/** Where the application's own pages are, for a page on the content's host; undefined where both are one. */
export function applicationUrl(
  url: string,
  { contentUrl = url }: Pick<AppArgs, "contentUrl">,
): string | undefined {
  return contentUrl === url ? undefined : url;
}

/**
 * The generations of session keys that are in use: the newest seals, both open, so that nobody is signed out by a
 * rotation. One that was dropped because it leaked opens nothing.
 */
export function sessionKeyGenerations(generation: number, dropped: number[]): number[] {
  return [generation, generation - 1].filter((one) => one >= 1 && !dropped.includes(one));
}

function sessionKeyProblems({
  sessionKeyGeneration: current = 1,
  droppedSessionKeyGenerations: dropped = [],
}: AppArgs): string[] {
  return [
    ...rangeProblems("sessionKeyGeneration", current, 1, 1_000_000, "count up from the last generation"),
    ...(dropped.includes(current)
      ? [
          problem(
            "droppedSessionKeyGenerations",
            dropped,
            `generations before ${current}, the one in use`,
            "raise sessionKeyGeneration first, then drop the old one",
          ),
        ]
      : []),
  ];
}
