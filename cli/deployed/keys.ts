/** Reads from a stack's state which signing keys CloudFront trusts, and which the application uses. */
import type { KeyState } from "../keys/keyStates";
import { type DeployedResource, deployedResources, type Owner, ownerOf } from "./resources";
import { retirementBound } from "./retirement";

/** A deployed key. */
export interface DeployedKey {
  /** The id in the stack's configuration. */
  readonly id: string;
  /** CloudFront's id, `K…`. */
  readonly keyPairId: string;
  /** Whether the application signs with it. */
  readonly signs: boolean;
  /** Undefined where no component in the state has it. */
  readonly state: KeyState | undefined;
  /** A time not before the retirement of a retired key; undefined where unknown. */
  readonly retiredAt: Date | undefined;
}

/** The keys of one site. */
export interface DeployedKeys {
  readonly owner: Owner;
  readonly keys: readonly DeployedKey[];
}

/** The component writes a key's configured id into the comment of its CloudFront public key. */
const comment = /^Signing key ([a-z][a-z0-9-]*) of /;

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const list = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];

/** Returns the keys in the key group of each site. */
export function deployedKeys(state: unknown): readonly DeployedKeys[] {
  const all = deployedResources(state);
  const exported = exportedActiveIds(all);
  const components = all.filter(({ type }) => type === "secure-origin:index:SigningKeys");
  if (components.length > 0) {
    return components.map((component) => keysOf(component, all, exported));
  }
  const keys = trustedKeys(all).map(({ id, keyPairId }) => ({
    id,
    keyPairId,
    signs: exported.has(keyPairId),
    state: undefined,
    retiredAt: undefined,
  }));
  const owner = { site: undefined, component: "SigningKeys", position: undefined };
  return keys.length === 0 ? [] : [{ owner, keys }];
}

function keysOf(
  component: DeployedResource,
  all: readonly DeployedResource[],
  exported: ReadonlySet<string>,
): DeployedKeys {
  const { activeKeyId, acceptedKeyIds, announcedKeyArns } = component.outputs ?? {};
  const children = all.filter(({ parent }) => parent === component.urn);
  const active = text(activeKeyId);
  const announced = Object.keys(announcedKeyArns ?? {});
  const stateOf = (keyPairId: string): KeyState | undefined => {
    if (active === undefined || announcedKeyArns === undefined) {
      return undefined;
    }
    return keyPairId === active ? "active" : announced.includes(keyPairId) ? "announced" : "retired";
  };
  // In the order of the program's list.
  const order = list(acceptedKeyIds);
  const trusted = [...trustedKeys(children)].sort(
    (one, other) => order.indexOf(one.keyPairId) - order.indexOf(other.keyPairId),
  );
  const activeId = trusted.find(({ keyPairId }) => keyPairId === active)?.id;
  const keys = trusted.map(({ id, keyPairId }): DeployedKey => {
    const state = stateOf(keyPairId);
    return {
      id,
      keyPairId,
      // After a failed update the program's output is older than the component's: either counts.
      signs: keyPairId === active || exported.has(keyPairId),
      state,
      retiredAt: state === "retired" && activeId ? retirementBound(children, id, activeId) : undefined,
    };
  });
  return { owner: ownerOf(component, all), keys };
}

/** Returns the ids of active keys that the program exports, also under names such as `membersActiveKeyId`. */
function exportedActiveIds(all: readonly DeployedResource[]): ReadonlySet<string> {
  const outputs = all.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};
  return new Set(
    Object.entries(outputs).flatMap(([name, value]) =>
      /activeKeyId$/i.test(name) ? (text(value) ?? []) : [],
    ),
  );
}

function trustedKeys(resources: readonly DeployedResource[]): readonly { id: string; keyPairId: string }[] {
  const of = (type: string): readonly DeployedResource[] => resources.filter((one) => one.type === type);
  const trusted = new Set(
    of("aws:cloudfront/keyGroup:KeyGroup").flatMap(({ outputs }) => list(outputs?.["items"])),
  );
  return of("aws:cloudfront/publicKey:PublicKey").flatMap(({ id: keyPairId = "", outputs }) => {
    const id = comment.exec(text(outputs?.["comment"]) ?? "")?.[1];
    return id !== undefined && trusted.has(keyPairId) ? [{ id, keyPairId }] : [];
  });
}
