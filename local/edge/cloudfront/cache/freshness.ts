/** How long a response of the origin is cached. All times in seconds. */
import { type HeaderList, valueOf } from "../../headers";
import type { CachePolicyView } from "../../stackView/model";

/** An origin's caching headers. */
export interface OriginSays {
  /** s-maxage, else max-age, else the time until Expires; undefined without any. */
  readonly maxAge: number | undefined;
  /** no-store, no-cache or private. */
  readonly refuses: boolean;
}

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Reads an HTTP date as Unix seconds; an invalid one, such as 0, is in the past: RFC 9111 section 5.3. */
function dateOf(expires: string): number {
  return httpDate.test(expires) ? Date.parse(expires) / 1000 || 0 : 0;
}

/** Reads Cache-Control and Expires. */
export function originSays(headers: HeaderList, now: number): OriginSays {
  const directives = (valueOf(headers, "cache-control") ?? "")
    .toLowerCase()
    .split(",")
    .map((directive) => directive.trim());
  const seconds = (name: string): number | undefined => {
    const found = directives.find((directive) => directive.startsWith(`${name}=`));
    const value = found?.slice(name.length + 1).replace(/^"|"$/g, "");
    return value !== undefined && /^[0-9]+$/.test(value) ? Number(value) : undefined;
  };
  const expires = valueOf(headers, "expires");
  const left = expires === undefined ? undefined : Math.max(0, dateOf(expires) - now);
  return {
    maxAge: seconds("s-maxage") ?? seconds("max-age") ?? left,
    refuses: directives.some((directive) => /^(?:no-store|no-cache|private)(?:=|$)/.test(directive)),
  };
}

/**
 * Returns the seconds for which an object is cached; 0 for none. A minimum above 0 applies even to no-store, as AWS
 * documents.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function keptFor({ maxAge, refuses }: OriginSays, policy: CachePolicyView): number {
  const { minTtl, defaultTtl, maxTtl } = policy;
  if (refuses) {
    return minTtl;
  }
  if (maxAge === undefined) {
    return Math.max(minTtl, defaultTtl);
  }
  return Math.min(Math.max(maxAge, minTtl), maxTtl);
}

/** Statuses of responses that are cached as objects. */
const objects: ReadonlySet<number> = new Set([200, 203, 204, 300, 301, 302, 307, 308]);

/** Returns whether a response with this status is a whole object, not an error or a range. */
export function isObject(status: number): boolean {
  return objects.has(status);
}
