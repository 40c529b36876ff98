/** Every rule that a verdict can name: what it says, where it is written, and how sure that is. */
import { type PageName, pages } from "./sources";

/** How a rule is known. `open`: AWS's pages leave it open or disagree, so the verifier answers "unknown". */
export type Basis = "documented" | "observed" | "inferred" | "open";

/** A rule: its basis, the AWS page it comes from, and the rule in one sentence. */
export interface Rule {
  readonly basis: Basis;
  readonly page: PageName;
  readonly says: string;
}

const rule = (basis: Basis, page: PageName, says: string): Rule => ({ basis, page, says });

/** The rules by their stable names. */
export const rules = {
  "request.target": rule(
    "inferred",
    "quotas",
    "A request names a path that starts with a slash, in printable bytes.",
  ),
  "request.length": rule(
    "documented",
    "quotas",
    "A URL has at most 8,192 bytes; the status beyond that is not written.",
  ),
  "host.unknown": rule("documented", "cannedCookie", "The host is one of the distribution's domain names."),
  "host.unchecked": rule("inferred", "cannedCookie", "No domain names were given, so any host is taken."),
  "host.form": rule(
    "open",
    "cannedUrl",
    "Whether a Resource compares the host's case and port as sent is not written.",
  ),
  "path.normalisation": rule(
    "documented",
    "behavior",
    "The path is normalised as RFC 3986 says before a behavior is chosen.",
  ),
  "path.reading": rule(
    "open",
    "behavior",
    "Which escapes and slashes the normalisation folds first is not written.",
  ),
  "behavior.order": rule(
    "documented",
    "behavior",
    "The first behavior in the list whose pattern matches decides.",
  ),
  "behavior.unrestricted": rule(
    "documented",
    "signers",
    "A behavior without trusted key groups checks no signature.",
  ),
  "protocol.redirect": rule(
    "documented",
    "viewerHttps",
    "redirect-to-https answers 301 to GET and HEAD, 307 to other methods.",
  ),
  "protocol.redirect-http10": rule(
    "documented",
    "viewerHttps",
    "Below HTTP/1.1 only GET and HEAD are redirected; the rest is refused.",
  ),
  "protocol.https-only": rule("documented", "viewerHttps", "https-only refuses plain http with 403."),
  "protocol.order": rule(
    "open",
    "viewerHttps",
    "Whether the redirect or the signature comes first is not written.",
  ),
  "credentials.url-first": rule(
    "documented",
    "choose",
    "With any signature parameter in the query, cookies are not looked at.",
  ),
  "credentials.escaped-name": rule(
    "open",
    "choose",
    "Whether a percent-encoded parameter name counts is not written.",
  ),
  "credentials.duplicate-parameter": rule(
    "open",
    "choose",
    "Which of two parameters of one name counts is not written.",
  ),
  "credentials.duplicate-cookie": rule(
    "open",
    "useCookies",
    "Which of two cookies of one name counts is not written.",
  ),
  "credentials.policy-and-expires": rule(
    "observed",
    "customUrl",
    "With Policy and Expires in a URL, Policy governs.",
  ),
  "credentials.policy-and-expires-cookie": rule(
    "open",
    "customCookie",
    "Whether Policy or Expires governs among cookies is not written.",
  ),
  "credentials.encoded-cookie": rule(
    "open",
    "customCookie",
    "Whether a percent-encoded cookie value is decoded is not written.",
  ),
  "key.missing": rule("documented", "troubleshoot", "A request to a restricted behavior names its key."),
  "key.untrusted": rule("documented", "signers", "The key is in a key group that this behavior trusts."),
  "signature.missing": rule(
    "open",
    "useUrls",
    "A request without a signature is refused; the code is not written.",
  ),
  "policy.missing": rule(
    "open",
    "useUrls",
    "A request without Policy and Expires is refused; the code is not written.",
  ),
  "signature.encoding": rule(
    "observed",
    "customUrl",
    "The signature is base64 with - for +, _ for = and ~ for /.",
  ),
  "encoding.padding": rule(
    "inferred",
    "customUrl",
    "Base64 without its padding is read; AWS's own sample has none.",
  ),
  "hash.name": rule("open", "customUrl", "Only SHA1 and SHA256 are written; another spelling is not."),
  "hash.ecdsa-sha1": rule(
    "documented",
    "cannedUrl",
    "ECDSA over SHA-1 is taken; SHA-256 is the better choice.",
  ),
  "canned.expires": rule("inferred", "cannedUrl", "Expires is a whole number of seconds."),
  "canned.signature": rule(
    "documented",
    "cannedUrl",
    "The signature is over the canned policy that the request itself yields.",
  ),
  "custom.signature": rule("documented", "customUrl", "The signature is over the bytes of the policy."),
  "policy.encoding": rule("inferred", "customUrl", "The policy is base64 with - for +, _ for = and ~ for /."),
  "policy.json": rule("observed", "customUrl", "The policy is JSON in UTF-8."),
  "policy.statement": rule("documented", "customUrl", "A policy has exactly one statement, in an array."),
  "policy.statement-object": rule(
    "open",
    "customUrl",
    "One page shows a statement without its array; a report says it is refused.",
  ),
  "policy.duplicate-member": rule(
    "open",
    "customUrl",
    "Which of two members of one name counts is not written.",
  ),
  "policy.unknown-member": rule("open", "customUrl", "What another member does is not written."),
  "policy.date-less-than": rule("observed", "customUrl", "DateLessThan is required, as a bare whole number."),
  "policy.condition": rule(
    "inferred",
    "customUrl",
    "A condition holds one value of the one form that the page names.",
  ),
  "policy.white-space": rule(
    "inferred",
    "customUrl",
    "White space in a policy is taken as signed; the page says to remove it.",
  ),
  "resource.absent": rule(
    "documented",
    "customUrl",
    "Without a Resource the policy grants every file of every distribution that trusts the key.",
  ),
  "resource.mismatch": rule("documented", "customUrl", "The policy's Resource matches the requested URL."),
  "resource.scheme": rule("open", "customUrl", "A wildcard inside the scheme is not written."),
  "resource.question-mark": rule(
    "open",
    "customUrl",
    "AWS's pages disagree on whether ? is a wildcard and whether it is escaped.",
  ),
  "resource.host-wildcard": rule(
    "documented",
    "customUrl",
    "A host that ends in * also matches other hosts that begin so.",
  ),
  "time.expired": rule("documented", "useUrls", "The request comes before the end of the grant."),
  "time.not-yet": rule("documented", "customUrl", "The request comes after the start of the grant."),
  "time.beyond-32-bit": rule(
    "open",
    "cannedUrl",
    "Times after 2038-01-19 are written in the present page and refused in older reports.",
  ),
  "time.far": rule(
    "inferred",
    "useUrls",
    "The grant lasts more than ten years: it may be milliseconds taken for seconds.",
  ),
  "address.outside": rule("documented", "customUrl", "The viewer's address is in the policy's block."),
  "address.ipv6": rule("documented", "customUrl", "A policy compares IPv4 addresses only."),
  "address.bare": rule(
    "open",
    "customUrl",
    "An address without a mask, or with leading zeros, is not written.",
  ),
  "address.host-bits": rule("inferred", "customUrl", "Bits below the mask are left out of the comparison."),
  "address.not-given": rule(
    "open",
    "customUrl",
    "The policy locks to an address and the viewer's was not given.",
  ),
  "allow.signed": rule("documented", "useUrls", "Key, signature and every condition hold."),
  "allow.method": rule(
    "inferred",
    "customUrl",
    "A policy names no method: the grant holds for each that the behavior allows.",
  ),
  "error-page.replaced": rule(
    "documented",
    "errorPages",
    "A custom error response replaces the answer, also for a refused signature.",
  ),
  "error-page.restricted": rule(
    "open",
    "errorPages",
    "An error page inside a restricted behavior: what happens is not written.",
  ),
  "error-page.caching": rule(
    "documented",
    "errorCaching",
    "How long an error is kept depends on the status and the origin's headers.",
  ),
  "origin-header.name": rule(
    "documented",
    "originHeaders",
    "Some header names cannot be added to origin requests.",
  ),
  "origin-header.limits": rule(
    "documented",
    "quotas",
    "Thirty headers, 256 bytes a name, 1,783 a value, 10,240 in all.",
  ),
  "quota.pattern": rule("documented", "quotas", "A path pattern has at most 255 characters of a fixed set."),
  "quota.keys": rule(
    "documented",
    "quotas",
    "Five keys a group and four groups a behavior, unless the quota was raised.",
  ),
  "order.shadowed": rule(
    "documented",
    "behavior",
    "An unrestricted behavior before a restricted one takes its requests.",
  ),
} as const satisfies Record<string, Rule>;

/** The stable name of a rule. */
export type RuleId = keyof typeof rules;

/** Where a rule comes from, ready to print. */
export interface RuleSource {
  readonly title: string;
  readonly url: string;
  readonly basis: Basis;
  readonly says: string;
}

/** Put together once: every verdict carries one. */
const sources = new Map<RuleId, RuleSource>(
  (Object.entries(rules) as [RuleId, Rule][]).map(([id, { basis, page, says }]) => [
    id,
    Object.freeze({ title: pages[page].title, url: pages[page].url, basis, says }),
  ]),
);

/**
 * The source behind a rule.
 *
 * @example
 * ```ts
 * sourceOf("key.untrusted").url;
 * ```
 */
export function sourceOf(id: RuleId): RuleSource {
  const source = sources.get(id);
  if (source === undefined) {
    throw new Error(`no rule ${id}`);
  }
  return source;
}
