/** A distribution's viewer access: its domain names, its behaviors in order, and the keys that each of them trusts. */
import { createPublicKey, type KeyObject } from "node:crypto";
import { diagnosePem, labelsOf, severalBlocks } from "../../keys/diagnosePem";
import { checkKeyType, publicHalfOf } from "../../keys/keyRules";
import { SignerError } from "../../shared/errors";

/** How CloudFront treats plain HTTP. */
export type ViewerProtocolPolicy = "allow-all" | "redirect-to-https" | "https-only";

/** One behavior, in plain JSON. */
export interface BehaviorDescription {
  readonly pathPattern: string;
  /** Default "allow-all", as in CloudFront. */
  readonly viewerProtocolPolicy?: ViewerProtocolPolicy | undefined;
  /** PEM texts by the ids of their CloudFront public keys. Without any, the behavior is public. */
  readonly trustedKeys?: Readonly<Record<string, string>> | undefined;
}

/** A custom error response. */
export interface ErrorResponseDescription {
  readonly errorCode: number;
  readonly responseCode?: number | undefined;
  readonly responsePagePath?: string | undefined;
  /** Seconds. Default 10. */
  readonly errorCachingMinTtl?: number | undefined;
}

/** A distribution, in plain JSON. Behaviors are in order; the last one is the default, `*`. */
export interface DistributionDescription {
  /** The `….cloudfront.net` name and the alternate domain names. Without any, hosts are not checked. */
  readonly domainNames: readonly string[];
  readonly behaviors: readonly BehaviorDescription[];
  readonly customErrorResponses?: readonly ErrorResponseDescription[] | undefined;
}

/** A behavior with its keys parsed. */
export interface Behavior {
  readonly pathPattern: string;
  readonly index: number;
  readonly viewerProtocolPolicy: ViewerProtocolPolicy;
  readonly trustedKeys: ReadonlyMap<string, KeyObject>;
}

/** A distribution with its keys parsed. */
export interface Distribution {
  readonly domainNames: readonly string[];
  readonly behaviors: readonly Behavior[];
  readonly customErrorResponses: readonly ErrorResponseDescription[];
}

function parseKey(pem: string, field: string): KeyObject {
  const labels = labelsOf(pem);
  if (!labels.includes("PUBLIC KEY")) {
    throw diagnosePem(pem, "public", field);
  }
  if (labels.length > 1) {
    throw severalBlocks(labels, field);
  }
  // Of a text that says so, `node:crypto` would ask for the passphrase on the terminal.
  if (pem.includes("ENCRYPTED")) {
    throw diagnosePem(pem, "public", field);
  }
  let key: KeyObject;
  try {
    key = publicHalfOf(createPublicKey(pem));
  } catch (cause) {
    throw diagnosePem(pem, "public", field, cause);
  }
  checkKeyType(key, field);
  return key;
}

/**
 * Parses the keys of a distribution once, for many requests.
 *
 * @throws SignerError ERR_DISTRIBUTION when the last behavior is not the default; ERR_PEM_… and ERR_KEY_TYPE for a key
 * @example
 * ```ts
 * const distribution = loadDistribution({
 *   domainNames: ["members.example.com"],
 *   behaviors: [{ pathPattern: "/premium/*", trustedKeys: { K2JCJMDEHXQW5F: pem } }, { pathPattern: "*" }],
 * });
 * ```
 */
export function loadDistribution(description: DistributionDescription): Distribution {
  const { behaviors } = description;
  if (behaviors.at(-1)?.pathPattern !== "*") {
    throw new SignerError(
      "ERR_DISTRIBUTION",
      "the last behavior is not the default one, with the pattern *",
      {
        field: "behaviors",
        remedy: 'append { "pathPattern": "*" }: every distribution has it',
      },
    );
  }
  return {
    domainNames: description.domainNames.map((name) => name.toLowerCase()),
    behaviors: behaviors.map((behavior, index) => ({
      pathPattern: behavior.pathPattern,
      index,
      viewerProtocolPolicy: behavior.viewerProtocolPolicy ?? "allow-all",
      trustedKeys: new Map(
        Object.entries(behavior.trustedKeys ?? {}).map(([id, pem]) => [
          id,
          parseKey(pem, `behaviors[${index}].trustedKeys.${id}`),
        ]),
      ),
    })),
    customErrorResponses: description.customErrorResponses ?? [],
  };
}

/**
 * Tells whether a Host header names this distribution. Case and port are ignored; `*.example.com` matches any subdomain.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html "Using the * wildcard in alternate domain names"
 */
export function hostBelongs(host: string, { domainNames }: Distribution): boolean {
  if (domainNames.length === 0) {
    return true;
  }
  const name = host.toLowerCase().replace(/:\d*$/, "");
  return domainNames.some((own) =>
    own.startsWith("*.") ? name.endsWith(own.slice(1)) && name.length >= own.length : own === name,
  );
}
