/** The patterns that are signed: those with one documented meaning, on named hosts. */
import { SignerError } from "../../shared/errors";
import { checkUrl } from "./url";

const star = "*";

/**
 * Checks a resource pattern and returns it unchanged. `*` matches any run of characters, `/` included.
 *
 * @throws SignerError ERR_RESOURCE_INVALID for what AWS documents in two ways (`?` as a wildcard, `\?`, a wildcard in
 *   the scheme); ERR_RESOURCE_TOO_WIDE for a pattern that matches other hosts; and what checkUrl throws
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-custom-policy.html
 *   "Values that you specify in the policy statement for a signed URL that uses a custom policy"
 */
export function checkResource(resource: string, field = "resource"): string {
  if (typeof (resource as unknown) !== "string" || resource === "") {
    throw new SignerError("ERR_RESOURCE_INVALID", `${field} is not a URL or a URL pattern`, { field });
  }
  const scheme = /^(https?|\*):\/\//.exec(resource)?.[1];
  if (scheme === undefined) {
    refuseScheme(resource, field);
  }
  refuseQuestionMarks(resource, field);
  checkHost(resource, field);
  // `*` is a valid character of URLs, so the checks of URLs cover the rest.
  checkUrl(scheme === star ? `https${resource.slice(1)}` : resource, field);
  return resource;
}

function refuseScheme(resource: string, field: string): never {
  if (resource.startsWith(star)) {
    throw new SignerError("ERR_RESOURCE_TOO_WIDE", `${field} ${resource} names no scheme and host`, {
      field,
      remedy: "name them, for example https://members.example.com/premium/*",
    });
  }
  throw new SignerError("ERR_RESOURCE_INVALID", `${field} does not start with https://, http:// or *://`, {
    field,
    remedy: "name the whole URL, for example https://members.example.com/premium/*",
  });
}

function refuseQuestionMarks(resource: string, field: string): void {
  if (resource.includes("\\")) {
    throw new SignerError("ERR_RESOURCE_INVALID", `${field} has a backslash`, {
      field,
      remedy: "start the query with a plain ?: AWS's current documentation says not to escape it",
    });
  }
  const first = resource.indexOf("?");
  if (first !== -1 && resource.includes("?", first + 1)) {
    throw new SignerError("ERR_RESOURCE_INVALID", `${field} has more than one ?`, {
      field,
      remedy:
        "the first starts the query, and AWS's documentation contradicts itself about another: write it as %3F, or use *",
    });
  }
}

function checkHost(resource: string, field: string): void {
  const host = resource.slice(resource.indexOf("//") + 2).split(/[/?]/, 1)[0] ?? "";
  const fixed = host.startsWith("*.") ? host.slice(2) : host;
  const named = fixed.includes(".") || /^localhost(?::|$)/.test(fixed);
  if (fixed.includes(star) || !named) {
    throw new SignerError("ERR_RESOURCE_TOO_WIDE", `${field} does not name its host: ${host}`, {
      field,
      remedy:
        "a host pattern matches every distribution that trusts the key: name the host, or *.example.com for its subdomains",
    });
  }
}

/**
 * Refuses a URL with wildcards, which in a custom policy would grant more than the one URL.
 *
 * @throws SignerError ERR_URL_WILDCARD
 */
export function checkLiteral(url: string): void {
  const query = url.indexOf("?");
  const character = url.includes(star)
    ? star
    : query !== -1 && url.includes("?", query + 1)
      ? "?"
      : undefined;
  if (character !== undefined) {
    throw new SignerError(
      "ERR_URL_WILDCARD",
      `url has ${character}, which is a wildcard in a custom policy`,
      {
        field: "url",
        remedy: `write it as ${character === star ? "%2A" : "%3F"}, or name the pattern in resource`,
      },
    );
  }
}
