/** Drafts of policies: checks what the caller asks for, and decides between canned and custom. */
import { SignerError } from "../shared/errors";
import type { EpochSeconds, Instant } from "../shared/time";
import { covers } from "./covers";
import { checkCidr } from "./input/cidr";
import { checkOptions } from "./input/options";
import { checkLiteral, checkResource } from "./input/resource";
import { checkUrl } from "./input/url";
import { checkWindow, type Window } from "./input/window";
import { cannedPolicy, customPolicy, type Grant } from "./policy";

/** Options of every grant. */
export interface GrantOptions {
  /** The end: the grant is no longer valid at this time. */
  readonly expires: Instant;
  /** The start: the grant is valid after this time. Makes the policy custom. */
  readonly starts?: Instant;
  /** IPv4 address or CIDR block of the viewers. Makes the policy custom: a canned one has no address. */
  readonly ip?: string;
}

/** Options of a signed URL. */
export interface UrlOptions extends GrantOptions {
  /** Absolute, percent-encoded, exactly as it will be sent. */
  readonly url: string;
  /** A pattern that covers the URL, with `*` for any run of characters. Makes the policy custom. */
  readonly resource?: string;
}

/** Options of a signature for a pattern. */
export interface ResourceOptions extends GrantOptions {
  /** A URL, or a pattern with `*` for any run of characters. */
  readonly resource: string;
}

/** A checked grant and the text to sign. */
export interface Draft extends Grant {
  readonly kind: "canned" | "custom";
  readonly text: string;
}

/** Limits of a signer. */
export interface Limits {
  readonly now: EpochSeconds;
  readonly longest: number;
}

const urlOptions: ReadonlySet<string> = new Set(["url", "expires", "starts", "ip", "resource"]);
const resourceOptions: ReadonlySet<string> = new Set(["resource", "expires", "starts", "ip"]);

/** Lists members one by one: spreading objects would cost a tenth of an ECDSA signature. */
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

/** Tells whether there are conditions beside the end, which is the only one of a canned policy. */
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
    throw new SignerError("ERR_URL_NOT_COVERED", `resource ${resource} does not cover ${url}`, {
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
 * @param reusable - whether the policy is for many URLs: then it is always custom
 */
export function draftResource(options: ResourceOptions, limits: Limits, reusable: boolean): Draft {
  checkOptions(options, resourceOptions);
  const resource = checkResource(options.resource);
  const conditions = checkConditions(options, limits);
  return toDraft(resource, conditions, reusable || resource.includes("*") || needCustom(conditions));
}
