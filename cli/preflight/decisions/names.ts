/** Names that somebody has already: aliases, DNS records, user pool domains, buckets. */
import { blocker, type Finding, ok } from "../finding";
import type { OwnResources } from "../wanted";

/** A distribution of the account. */
export interface Distribution {
  readonly id: string;
  readonly aliases: readonly string[];
}

/** A DNS record of the zone. */
export interface ZoneRecord {
  readonly name: string;
  readonly type: string;
  /** The values; none for an alias. */
  readonly values: readonly string[];
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, "").replace("\\052", "*");

/** Whether an alias covers a name: the same, or a wildcard for its last part. */
function covers(alias: string, name: string): boolean {
  const [, rest] = /^\*(\..+)$/.exec(alias) ?? [];
  return (
    alias === name ||
    (rest !== undefined && name.endsWith(rest) && !name.slice(0, -rest.length).includes("."))
  );
}

/** Judges the aliases: a name can be on one distribution. A wildcard on another does not stand in the way. */
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
      `a distribution of this account has the name: ${taken.join(", ")}`,
      "take the name off that distribution, or give this stack another domainName",
    );
  }
  const wild = others.find(({ aliases }) =>
    aliases.map(plain).some((alias) => siteNames.some((name) => covers(alias, name))),
  );
  const also = wild === undefined ? "" : `; ${wild.id} has a wildcard for it`;
  return ok("aliases", `no distribution of this account has ${siteNames.join(", ")}${also}`);
}

/** Judges the records that the stack makes: a record that exists is not overwritten. */
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
        "delete the records once nothing uses them, or choose other names",
      );
}

/** Judges the prefix of a user pool's domain, which is unique in a region. */
export function judgeUserPoolDomain(
  prefix: string,
  userPoolId: string | undefined,
  own: OwnResources,
): Finding {
  return userPoolId === undefined || own.ids.has(userPoolId)
    ? ok("user pool domain", `no user pool of this account has ${prefix}`)
    : blocker("user pool domain", `user pool ${userPoolId} has ${prefix}`, "choose another prefix");
}

/** What S3 says of a bucket's name. */
export type BucketState = "free" | "own" | "taken";

/** Judges a bucket's name, which is unique among all accounts. */
export function judgeBucket(name: string, state: BucketState, own: OwnResources): Finding {
  if (state === "free" || own.ids.has(name)) {
    return ok("bucket", `${name} is ${state === "free" ? "free" : "this stack's"}`);
  }
  const whose = state === "own" ? "this account" : "another account";
  return blocker("bucket", `${name} exists, in ${whose}`, "choose another name");
}
