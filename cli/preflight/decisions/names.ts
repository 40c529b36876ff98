/** Checks that names are free: aliases, DNS records, user pool domains, buckets. */
import { blocker, type Finding, ok } from "../finding";
import type { OwnResources } from "../requirements";

/** A distribution of the account. */
export interface Distribution {
  readonly id: string;
  readonly aliases: readonly string[];
}

/** A DNS record of the zone. */
export interface ZoneRecord {
  readonly name: string;
  readonly type: string;
  /** The values; empty for an alias. */
  readonly values: readonly string[];
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, "").replace("\\052", "*");

/** Tells whether an alias covers a name: the same name, or a wildcard for its first label. */
function covers(alias: string, name: string): boolean {
  const [, rest] = /^\*(\..+)$/.exec(alias) ?? [];
  return (
    alias === name ||
    (rest !== undefined && name.endsWith(rest) && !name.slice(0, -rest.length).includes("."))
  );
}

/** Judges the aliases: only one distribution can have a name; a wildcard on another one is no conflict. */
export function judgeAliases(
  siteNames: readonly string[],
  distributions: readonly Distribution[],
  own: OwnResources,
): Finding {
  const others = distributions.filter(({ id }) => !own.ids.has(id));
  const taken = siteNames.flatMap((name) =>
    others.filter(({ aliases }) => aliases.map(plain).includes(name)).map(({ id }) => `${name} on ${id}`),
  );
  if (taken.length > 0) {
    return blocker(
      "aliases",
      `another distribution of this account already has the name: ${taken.join(", ")}`,
      "remove the name from that distribution, or choose another domainName for this stack",
    );
  }
  const wild = others.find(({ aliases }) =>
    aliases.map(plain).some((alias) => siteNames.some((name) => covers(alias, name))),
  );
  const also = wild === undefined ? "" : `; ${wild.id} has a wildcard that covers it`;
  return ok("aliases", `no distribution of this account has ${siteNames.join(", ")}${also}`);
}

/** Judges the records that the stack creates: existing records are not overwritten. */
export function judgeRecords(
  names: readonly string[],
  records: readonly ZoneRecord[],
  own: OwnResources,
): Finding {
  const ownNames = new Set([...own.recordNames].map(plain));
  const taken = records
    .map(({ name, type }) => ({ name: plain(name), type }))
    .filter(({ name, type }) => names.includes(name) && ["A", "AAAA", "CNAME"].includes(type))
    .filter(({ name }) => !ownNames.has(name));
  return taken.length === 0
    ? ok("DNS records", `the zone has none for ${names.join(", ")}`)
    : blocker(
        "DNS records",
        `the zone has ${taken.map(({ name, type }) => `${type} ${name}`).join(", ")}`,
        "delete these records once nothing uses them, or choose other names",
      );
}

/** Judges the prefix of a user pool domain, which is unique in a region. */
export function judgeUserPoolDomain(
  prefix: string,
  userPoolId: string | undefined,
  own: OwnResources,
): Finding {
  return userPoolId === undefined || own.ids.has(userPoolId)
    ? ok("user pool domain", `no user pool of this account uses ${prefix}`)
    : blocker("user pool domain", `user pool ${userPoolId} already uses ${prefix}`, "choose another prefix");
}

/** The state of a bucket name. */
export type BucketState = "free" | "own" | "taken";

/** Judges a bucket name, which is unique across all accounts. */
export function judgeBucket(name: string, state: BucketState, own: OwnResources): Finding {
  if (state === "free" || own.ids.has(name)) {
    return ok("bucket", `${name} ${state === "free" ? "is available" : "belongs to this stack"}`);
  }
  const whose = state === "own" ? "this account" : "another account";
  return blocker("bucket", `${name} already exists in ${whose}`, "choose another name");
}
