// The schema of the document is the application's own, so that what is validated here is what it accepts at its start.
// It is the only module of the application that components import.

import type { Input } from "@pulumi/pulumi";
import { type ConfigDocument, configIssues } from "../../../app/config";
import { covers } from "../../cloudfront/plan/globs";
import { isEmail } from "../../internal/emails";
import { knownText } from "../../internal/late/knownText";
import { domainNameProblems } from "../../internal/names";
import { problem, rangeProblems } from "../../internal/problem";
import type { AppArgs, EntitlementArgs } from "../appArgs";

/** Values of the configuration document that are known only after deployment. */
export interface DeployedValues {
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

/** The addresses of the site in the configuration document. */
export interface SiteAddresses {
  /** `https://` and the site's main name. */
  publicUrl: string;
  contentUrl: string | undefined;
  cookieDomain: string | undefined;
}

/** Names and paths of the site, on which its application and its distribution have to agree. */
export interface SiteNames {
  /** All names of the site, the main name first. */
  names: readonly Input<string>[];
  /** Patterns of the paths that need a signature. */
  securePatterns: string[];
}

/** The claim of Cognito's tokens that lists the groups of a member. */
const GROUPS_CLAIM = "cognito:groups";

/** Returns the configuration document of the members site. */
export function configurationDocument(
  app: AppArgs,
  { publicUrl, contentUrl, cookieDomain }: SiteAddresses,
  deployed: DeployedValues,
): ConfigDocument {
  const { sessionMinutes, sessionMaxHours, oidc } = app;
  const { issuer, clientId, clientSecretArn } = deployed;
  return {
    publicUrl,
    contentUrl,
    cookieDomain,
    oidc: {
      issuer,
      clientId,
      clientSecret: clientSecretArn === undefined ? undefined : keyReference(clientSecretArn),
      scopes: oidc?.scopes,
      signOut: oidc === undefined ? "cognito" : oidc.signOut,
    },
    session: {
      keys: keyReference(deployed.sessionKeysArn),
      minutes: sessionMinutes,
      maxHours: sessionMaxHours,
    },
    signing: {
      key: keyReference(deployed.signingKeyArn),
      keyPairId: deployed.activeKeyId,
      announced: announcedKeys(deployed.announcedKeyArns),
      publicKeys: sorted(deployed.publicKeyPems),
    },
    entitlements: app.entitlements.map((rule) => ({ ...rule, claim: claimOf(rule, app) })),
    accessRequests: { topicArn: deployed.topicArn },
  };
}

/** Returns `kms:ARN`, `secretsmanager:ARN` or `ssm:ARN`, by the service of the ARN. */
function keyReference(arn: string): string {
  return `${arn.split(":")[2] ?? ""}:${arn}`;
}

/** Lists the announced keys, sorted: another order would be another document. */
function announcedKeys(arns: DeployedValues["announcedKeyArns"]): ConfigDocument["signing"]["announced"] {
  const keys = Object.entries(arns).map(([keyPairId, arn]) => ({ key: keyReference(arn), keyPairId }));
  return keys.length === 0 ? undefined : keys.sort((a, b) => (a.keyPairId < b.keyPairId ? -1 : 1));
}

/** Sorts texts by key; undefined if there are none. */
function sorted(texts: { [keyId: string]: string }): { [keyId: string]: string } | undefined {
  const entries = Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function claimOf({ claim }: EntitlementArgs, { oidc }: AppArgs): string | undefined {
  return claim ?? (oidc === undefined ? GROUPS_CLAIM : undefined);
}

/** Lists the groups of a user pool for the members site: all those that entitlements name. */
export function memberGroups(app: AppArgs): string[] {
  const named = app.entitlements.filter((rule) => claimOf(rule, app) === GROUPS_CLAIM);
  return [...new Set(named.flatMap(({ anyOf }) => anyOf))].sort();
}

/** Placeholders for validation before deployment. */
const PLACEHOLDERS: DeployedValues = {
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

/** Arguments that have another name in the configuration document. */
const ARGUMENT_NAMES: { [path: string]: string | undefined } = {
  "session.minutes": "sessionMinutes",
  "session.maxHours": "sessionMaxHours",
};

/** Validates the options of the members site: those that it would refuse at its start, and folders that no signature protects. */
export function appProblems(app: AppArgs, site: SiteNames): string[] {
  const deployed = {
    ...PLACEHOLDERS,
    ...(app.oidc === undefined ? {} : { issuer: app.oidc.issuer, clientId: app.oidc.clientId }),
  };
  const [mainName = ""] = site.names;
  const addresses = {
    publicUrl: `https://${knownText(mainName) ?? "site.invalid"}`,
    contentUrl: knownText(app.contentUrl),
    cookieDomain: knownText(app.cookieDomain),
  };
  const document = configurationDocument(app, addresses, deployed);
  const nameProblems = domainNameProblems("domainName", mainName);
  const issues = configIssues(document).filter(
    ({ path: [member] }) =>
      // The public URL has the site's name: a wrong name is one problem, not two.
      (nameProblems.length === 0 || member !== "publicUrl") &&
      (member !== "cookieDomain" || [mainName, app.contentUrl, app.cookieDomain].every(isKnown)),
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

/** Validates that secure paths cover the folder of each entitlement, which is otherwise public. */
function coverageProblems({ entitlements }: AppArgs, { securePatterns }: SiteNames): string[] {
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

/** Checks whether an argument is left out, or known before deployment. */
function isKnown(text: Input<string> | undefined): boolean {
  return text === undefined || knownText(text) !== undefined;
}

function contentProblems({ contentUrl }: AppArgs, site: SiteNames): string[] {
  const names = site.names.map(knownText).filter((name) => name !== undefined);
  const unknown = !isKnown(contentUrl) || names.length < site.names.length;
  if (contentUrl === undefined || unknown || names.some((name) => contentUrl === `https://${name}`)) {
    return [];
  }
  const allowed = `https:// and one of the site's names (${names.join(", ")})`;
  return [problem("contentUrl", contentUrl, allowed, "add its name to additionalDomainNames")];
}

/** Returns the URL of the application for pages on the content's host; undefined if both are the same host. */
export function applicationUrl(url: string, contentUrl: string): string | undefined {
  return contentUrl === url ? undefined : url;
}

/**
 * Lists the generations of session keys in use: the newest seals sessions, both open them, so that a rotation signs nobody
 * out; a dropped generation opens none.
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
