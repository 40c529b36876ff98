/** From what a caller asks for to what is signed: every check, and the choice between canned and custom. */
import { SignerError } from "../shared/errors";
import type { EpochSeconds, Instant } from "../shared/time";
import { resourceMatches } from "../verify/policy/resourceMatch";
import { checkCidr } from "./input/cidr";
import { checkOptions } from "./input/options";
import { checkLiteral, checkResource } from "./input/resource";
import { checkUrl } from "./input/url";
import { checkWindow, type Window } from "./input/window";
import { cannedPolicy, customPolicy, type Grant } from "./policy";

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

/** Members one by one here and below: spreading objects would cost a tenth of an ECDSA signature. */
function toDraft(resource: string, { window, ip }: Conditions, custom: boolean): Draft {
  const { expires, starts } = window;
  if (!custom) {
    return { resource, expires, starts, ip, kind: "canned", text: cannedPolicy(resource, expires) };
  }
  return {
    resource,
    expires,
    starts,
    ip,
    kind: "custom",
    text: customPolicy({ resource, expires, starts, ip }),
  };
}

interface Conditions {
  readonly window: Window;
  readonly ip: string | undefined;
}

function checkConditions(options: GrantOptions, { now, longest }: Limits): Conditions {
  return {
    window: checkWindow(options, now, longest),
    ip: options.ip === undefined ? undefined : checkCidr(options.ip),
  };
}

/** Whether the conditions are more than an end, which is all that a canned policy has room for. */
function needCustom({ window, ip }: Conditions): boolean {
  return window.starts !== undefined || ip !== undefined;
}

/** Drafts the policy of one URL: canned unless a start, an address or a pattern needs more. */
export function draftUrl(options: UrlOptions, limits: Limits): Draft {
  checkOptions(options, urlOptions);
  const url = checkUrl(options.url);
  const conditions = checkConditions(options, limits);
  const resource =
    options.resource === undefined || options.resource === url ? url : checkResource(options.resource);
  if (resource !== url && !covers(resource, url)) {
    throw new SignerError("ERR_URL_NOT_COVERED", `resource ${resource} does not take ${url}`, {
      field: "resource",
      remedy: "a wildcard stays inside its part of the URL: scheme, host, path or query",
    });
  }
  const custom = resource !== url || needCustom(conditions);
  if (custom && resource === url) {
    checkLiteral(url);
  }
  return toDraft(resource, conditions, custom);
}

/**
 * Drafts the policy of a pattern.
 *
 * @param reusable - whether the policy is to serve many URLs: then it is always custom
 */
export function draftResource(options: ResourceOptions, limits: Limits, reusable: boolean): Draft {
  checkOptions(options, resourceOptions);
  const resource = checkResource(options.resource);
  const conditions = checkConditions(options, limits);
  return toDraft(resource, conditions, reusable || resource.includes("*") || needCustom(conditions));
}
