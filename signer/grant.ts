/** From what a caller asks for to what is signed: every check, and the choice between canned and custom. */
import { SignerError } from "./errors";
import { checkCidr } from "./input/cidr";
import { checkOptions } from "./input/options";
import { checkLiteral, checkResource } from "./input/resource";
import { checkUrl } from "./input/url";
import { checkWindow } from "./input/window";
import { cannedPolicy, customPolicy, type Grant } from "./policy";
import type { EpochSeconds, Instant } from "./time";
import { resourceMatches } from "./verify/resourceMatch";

/** Limits that every grant asks for. */
export interface GrantOptions {
  /** The end: at this moment the grant is over. */
  readonly expires: Instant;
  /** The start: the grant holds after this moment. Makes the policy custom. */
  readonly starts?: Instant;
  /** IPv4 address or CIDR block of the viewers. Makes the policy custom: a canned one has no place for it. */
  readonly ip?: string;
}

/** One URL. */
export interface UrlOptions extends GrantOptions {
  /** Absolute, percent-encoded, exactly as it will be sent. */
  readonly url: string;
  /** A pattern that takes the URL, `*` for any run of characters. Makes the policy custom. */
  readonly resource?: string;
}

/** A whole pattern. */
export interface ResourceOptions extends GrantOptions {
  /** A URL, or a pattern with `*` for any run of characters. */
  readonly resource: string;
}

/** A checked grant and the text to sign. */
export interface Draft extends Grant {
  readonly kind: "canned" | "custom";
  readonly text: string;
}

/** What a signer allows. */
export interface Limits {
  readonly now: EpochSeconds;
  readonly longest: number;
}

const urlOptions: ReadonlySet<string> = new Set(["url", "expires", "starts", "ip", "resource"]);
const resourceOptions: ReadonlySet<string> = new Set(["resource", "expires", "starts", "ip"]);

/** Whether a checked pattern takes a checked URL. Doubts count as no. */
export function covers(resource: string, url: string): boolean {
  const [, scheme = "", host = "", path = "", query] =
    /^(https?):\/\/([^/]+)([^?]*)(?:\?(.*))?$/.exec(url) ?? [];
  return (
    resourceMatches(resource, { scheme: scheme as "http" | "https", host, path, query }).matches === true
  );
}

function toDraft(grant: Grant, custom: boolean): Draft {
  return custom
    ? { ...grant, kind: "custom", text: customPolicy(grant) }
    : { ...grant, kind: "canned", text: cannedPolicy(grant.resource, grant.expires) };
}

function checkLimits(options: GrantOptions, { now, longest }: Limits): Omit<Grant, "resource"> {
  const window = checkWindow(options, now, longest);
  return { ...window, ip: options.ip === undefined ? undefined : checkCidr(options.ip) };
}

/** Drafts the policy of one URL: canned unless a start, an address or a pattern needs more. */
export function draftUrl(options: UrlOptions, limits: Limits): Draft {
  checkOptions(options, urlOptions);
  const url = checkUrl(options.url);
  const conditions = checkLimits(options, limits);
  const resource =
    options.resource === undefined || options.resource === url ? url : checkResource(options.resource);
  const custom = resource !== url || conditions.starts !== undefined || conditions.ip !== undefined;
  if (resource !== url && !covers(resource, url)) {
    throw new SignerError("ERR_URL_NOT_COVERED", `resource ${resource} does not take ${url}`, {
      field: "resource",
      remedy: "a wildcard stays inside its part of the URL: scheme, host, path or query",
    });
  }
  if (custom && resource === url) {
    checkLiteral(url);
  }
  return toDraft({ ...conditions, resource }, custom);
}

/**
 * Drafts the policy of a pattern.
 *
 * @param reusable - whether the policy is to serve many URLs: then it is always custom
 */
export function draftResource(options: ResourceOptions, limits: Limits, reusable: boolean): Draft {
  checkOptions(options, resourceOptions);
  const resource = checkResource(options.resource);
  const conditions = checkLimits(options, limits);
  const wild = resource.includes("*");
  return toDraft(
    { ...conditions, resource },
    reusable || wild || conditions.starts !== undefined || conditions.ip !== undefined,
  );
}
