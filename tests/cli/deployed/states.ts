/** States of stacks with sites, as `pulumi stack export` writes them, as far as the command reads them. */

/** A key of a site. */
export interface SiteKey {
  readonly id: string;
  readonly state: "announced" | "active" | "retired";
  /** Default: a key in KMS that is made here. */
  readonly stored?: boolean;
  readonly modified?: string;
}

interface Resource {
  readonly urn: string;
  readonly [name: string]: unknown;
}

/** CloudFront's id of a key. */
export const keyPairId = (site: string, id: string): string => `K${`${site}${id}`.toUpperCase()}`;

const urn = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;
const early = "2026-01-01T00:00:00.123456789Z";

/** The resources of one site: keys, the generation of its header, and its distribution. */
export function siteResources(site: string, keys: readonly SiteKey[], generation = 1): readonly Resource[] {
  const component = (type: string, name: string, more: object): Resource => ({
    urn: urn(`secure-origin:index:${type}`, name),
    type: `secure-origin:index:${type}`,
    ...more,
  });
  const root = component("SecureOrigin", site, { sourcePosition: "project:///index.ts#12,14" });
  const ids = (state: string): string[] =>
    keys.filter((key) => key.state === state).map(({ id }) => keyPairId(site, id));
  const list = component("SigningKeys", `${site}-keys`, {
    parent: root.urn,
    outputs: {
      activeKeyId: ids("active")[0],
      acceptedKeyIds: keys.map(({ id }) => keyPairId(site, id)),
      announcedKeyArns: Object.fromEntries(ids("announced").map((id) => [id, "arn"])),
    },
  });
  const balancer = component("InternalLoadBalancer", `${site}-lb`, {
    parent: root.urn,
    outputs: { headerGeneration: generation },
  });
  const child = (type: string, name: string, more: object): Resource => ({
    urn: urn(type, name),
    type,
    parent: list.urn,
    created: early,
    modified: early,
    ...more,
  });
  const made = keys.flatMap(({ id, state, stored, modified = early }): Resource[] => {
    const name = `${site}-keys-${id}`;
    const active = state === "active";
    const publicKey = child("aws:cloudfront/publicKey:PublicKey", name, {
      id: keyPairId(site, id),
      outputs: { comment: `Signing key ${id} of ${site}-keys` },
    });
    const policy = JSON.stringify({ Statement: active ? [{ Action: "kms:Sign" }] : [] });
    const key = child("aws:kms/key:Key", name, { modified, outputs: { policy } });
    const grant = child("aws:iam/rolePolicy:RolePolicy", name, { modified });
    return [...(stored !== true ? [key] : active ? [grant] : []), publicKey];
  });
  const group = child("aws:cloudfront/keyGroup:KeyGroup", `${site}-keys-group`, {
    outputs: { items: keys.map(({ id }) => keyPairId(site, id)).sort() },
  });
  return [root, list, balancer, ...made, group];
}

/** A state. */
export const stateOf = (resources: readonly object[]): object => ({ deployment: { resources } });
