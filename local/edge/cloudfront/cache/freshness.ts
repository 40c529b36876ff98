/** For how long an answer of the origin stays in the cache. All times in seconds. */
import { type HeaderList, valueOf } from "../../headers";
import type { CachePolicyView } from "../../stackView/model";

/** What an origin says about keeping its answer. */
export interface OriginSays {
  /** s-maxage, else max-age, else what Expires leaves; undefined when none is said. */
  readonly maxAge: number | undefined;
  /** no-store, no-cache or private. */
  readonly refuses: boolean;
}

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Seconds since 1970. A date that cannot be read, such as 0, has passed already: RFC 9111 section 5.3. */
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
 * Seconds for which an object is served from the cache; 0 when it is not kept.
 *
 * A minimum above 0 keeps even what the origin wants kept nowhere: that is written on AWS's page.
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

/** Statuses of answers that can be kept as objects. */
const objects: ReadonlySet<number> = new Set([200, 203, 204, 300, 301, 302, 307, 308]);

/** Whether an answer with this status is an object, not an error and not a part of one. */
export function isObject(status: number): boolean {
  return objects.has(status);
}
