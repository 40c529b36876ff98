/** The rules that a verdict can name, each with its source and how certain it is. */
import { type PageName, pages } from "./sources";

/** How a rule is known. `open`: AWS does not document it or contradicts itself, so the verdict is `unknown`. */
export type Basis = "documented" | "observed" | "inferred" | "open";

/** A rule in one sentence, with its basis and the page of AWS it comes from. */
export interface Rule {
  readonly basis: Basis;
  readonly page: PageName;
  readonly description: string;
}

const rule = (basis: Basis, page: PageName, description: string): Rule => ({ basis, page, description });

/** The rules by their stable names. */
export const rules = {
  "request.target": rule(
    "inferred",
    "quotas",
    "The request target is a path that starts with a slash, in printable bytes.",
  ),
  "request.length": rule(
    "documented",
    "quotas",
    "A URL has at most 8,192 bytes; AWS does not document the status of a longer one.",
  ),
  "host.unknown": rule("documented", "cannedCookie", "The host is one of the distribution's domain names."),
  "host.unchecked": rule("inferred", "cannedCookie", "Without domain names, any host is accepted."),
  "host.form": rule(
    "open",
    "cannedUrl",
    "AWS does not document whether case and port of the host matter when a Resource is compared.",
  ),
  "path.normalisation": rule(
    "documented",
    "behavior",
    "The path is normalised according to RFC 3986 before behaviors are matched.",
  ),
  "path.reading": rule(
    "open",
    "behavior",
    "AWS does not document in which order escapes and slashes are normalised.",
  ),
  "behavior.order": rule("documented", "behavior", "The first behavior whose pattern matches applies."),
  "behavior.unrestricted": rule(
    "documented",
    "signers",
    "A behavior without trusted key groups checks no signatures.",
  ),
  "protocol.redirect": rule(
    "documented",
    "viewerHttps",
    "redirect-to-https answers 301 to GET and HEAD, 307 to other methods.",
  ),
  "protocol.redirect-http10": rule(
    "documented",
    "viewerHttps",
    "Below HTTP/1.1 only GET and HEAD are redirected; other methods are refused.",
  ),
  "protocol.https-only": rule("documented", "viewerHttps", "https-only answers 403 to plain HTTP."),
  "protocol.order": rule(
    "open",
    "viewerHttps",
    "AWS does not document whether the redirect or the signature check comes first.",
  ),
  "credentials.url-first": rule(
    "documented",
    "choose",
    "With any signature parameter in the query, cookies are ignored.",
  ),
  "credentials.escaped-name": rule(
    "open",
    "choose",
    "AWS does not document whether percent-encoded parameter names are decoded.",
  ),
  "credentials.duplicate-parameter": rule(
    "open",
    "choose",
    "AWS does not document which of two parameters of one name counts.",
  ),
  "credentials.duplicate-cookie": rule(
    "open",
    "useCookies",
    "AWS does not document which of two cookies of one name counts.",
  ),
  "credentials.policy-and-expires": rule(
    "observed",
    "customUrl",
    "With Policy and Expires in a URL, Policy counts.",
  ),
  "credentials.policy-and-expires-cookie": rule(
    "open",
    "customCookie",
    "AWS does not document whether Policy or Expires counts among cookies.",
  ),
  "credentials.encoded-cookie": rule(
    "open",
    "customCookie",
    "AWS does not document whether percent-encoded cookie values are decoded.",
  ),
  "key.missing": rule("documented", "troubleshoot", "A request to a restricted behavior has a Key-Pair-Id."),
  "key.untrusted": rule("documented", "signers", "The key is in a key group that the behavior trusts."),
  "signature.missing": rule(
    "open",
    "useUrls",
    "A request without a signature is refused; AWS does not document the code.",
  ),
  "policy.missing": rule(
    "open",
    "useUrls",
    "A request without Policy and Expires is refused; AWS does not document the code.",
  ),
  "signature.encoding": rule(
    "observed",
    "customUrl",
    "The signature is base64 with - for +, _ for = and ~ for /.",
  ),
  "encoding.padding": rule(
    "inferred",
    "customUrl",
    "Base64 without padding is accepted; AWS's own sample has none.",
  ),
  "hash.name": rule("open", "customUrl", "AWS documents SHA1 and SHA256, and no other spelling."),
  "hash.ecdsa-sha1": rule(
    "documented",
    "cannedUrl",
    "ECDSA with SHA-1 is accepted; SHA-256 is the better choice.",
  ),
  "canned.expires": rule("inferred", "cannedUrl", "Expires is a whole number of seconds."),
  "canned.signature": rule(
    "documented",
    "cannedUrl",
    "The signature matches the canned policy that CloudFront builds from the request.",
  ),
  "custom.signature": rule("documented", "customUrl", "The signature matches the bytes of the policy."),
  "policy.encoding": rule("inferred", "customUrl", "The policy is base64 with - for +, _ for = and ~ for /."),
  "policy.json": rule("observed", "customUrl", "The policy is JSON in UTF-8."),
  "policy.statement": rule("documented", "customUrl", "A policy has exactly one statement, in an array."),
  "policy.statement-object": rule(
    "open",
    "customUrl",
    "One page shows a statement without its array; a report says that it is refused.",
  ),
  "policy.duplicate-member": rule(
    "open",
    "customUrl",
    "AWS does not document which of two members of one name counts.",
  ),
  "policy.unknown-member": rule("open", "customUrl", "AWS does not document the effect of other members."),
  "policy.date-less-than": rule("observed", "customUrl", "DateLessThan is required, as a bare whole number."),
  "policy.condition": rule("inferred", "customUrl", "A condition has one value, in the documented form."),
  "policy.white-space": rule(
    "inferred",
    "customUrl",
    "White space in a policy is accepted as signed; AWS recommends removing it.",
  ),
  "resource.absent": rule(
    "documented",
    "customUrl",
    "Without a Resource the policy covers every file of every distribution that trusts the key.",
  ),
  "resource.mismatch": rule("documented", "customUrl", "The policy's Resource matches the requested URL."),
  "resource.scheme": rule("open", "customUrl", "AWS does not document wildcards inside the scheme."),
  "resource.question-mark": rule(
    "open",
    "customUrl",
    "AWS's documentation contradicts itself on whether ? is a wildcard and whether it is escaped.",
  ),
  "resource.host-wildcard": rule(
    "documented",
    "customUrl",
    "A host that ends in * also matches other hosts that begin like it.",
  ),
  "time.expired": rule("documented", "useUrls", "The request comes before the end of the grant."),
  "time.not-yet": rule("documented", "customUrl", "The request comes after the start of the grant."),
  "time.beyond-32-bit": rule(
    "open",
    "cannedUrl",
    "Times after 2038-01-19 are documented now; older reports say that they are refused.",
  ),
  "time.far": rule(
    "inferred",
    "useUrls",
    "The grant lasts more than ten years: its end may be in milliseconds.",
  ),
  "address.outside": rule("documented", "customUrl", "The viewer's address is in the policy's block."),
  "address.ipv6": rule("documented", "customUrl", "A policy matches IPv4 addresses only."),
  "address.bare": rule(
    "open",
    "customUrl",
    "AWS does not document addresses without a prefix length or with leading zeros.",
  ),
  "address.host-bits": rule("inferred", "customUrl", "Host bits of a block are ignored."),
  "address.not-given": rule(
    "open",
    "customUrl",
    "The policy requires an address, and the viewer's was not given.",
  ),
  "allow.signed": rule("documented", "useUrls", "Key, signature and all conditions are valid."),
  "allow.method": rule(
    "inferred",
    "customUrl",
    "A policy has no method: it covers every method that the behavior allows.",
  ),
  "error-page.replaced": rule(
    "documented",
    "errorPages",
    "A custom error response also replaces the refusal of a signature.",
  ),
  "error-page.restricted": rule(
    "open",
    "errorPages",
    "AWS does not document error pages in restricted behaviors.",
  ),
  "error-page.caching": rule(
    "documented",
    "errorCaching",
    "How long an error is cached depends on its status and the origin's headers.",
  ),
  "origin-header.name": rule(
    "documented",
    "originHeaders",
    "Some header names cannot be added to origin requests.",
  ),
  "origin-header.limits": rule(
    "documented",
    "quotas",
    "At most 30 headers, 256 bytes for a name, 1,783 for a value, 10,240 in all.",
  ),
  "quota.pattern": rule("documented", "quotas", "A path pattern has at most 255 characters of a fixed set."),
  "quota.keys": rule(
    "documented",
    "quotas",
    "At most five keys in a group and four groups on a behavior, unless the quota was raised.",
  ),
  "order.shadowed": rule(
    "documented",
    "behavior",
    "An unrestricted behavior before a restricted one that it includes makes that one unreachable.",
  ),
} as const satisfies Record<string, Rule>;

/** The stable name of a rule. */
export type RuleId = keyof typeof rules;

/** The source of a rule, ready to print. */
export interface RuleSource {
  readonly title: string;
  readonly url: string;
  readonly basis: Basis;
  readonly description: string;
}

/** Built once: every verdict has one. */
const sources = new Map<RuleId, RuleSource>(
  (Object.entries(rules) as [RuleId, Rule][]).map(([id, { basis, page, description }]) => [
    id,
    Object.freeze({ title: pages[page].title, url: pages[page].url, basis, description }),
  ]),
);

/**
 * Returns the source of a rule.
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
