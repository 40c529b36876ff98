/** Which change of a signing key locks nobody out: pure decisions on what is configured and what is deployed. */
import { CommandError, UsageError } from "../report";

/** Where a key is in its life. */
export type KeyState = "announced" | "active" | "retired";

/** A key as the stack's configuration has it. */
export interface ConfiguredKey {
  readonly id: string;
  readonly state: KeyState;
  /** When it was retired, as its line says; undefined when it does not say. */
  readonly retiredAt?: Date | undefined;
}

/** A key as the configuration writes it; further members are the component's to understand. */
export interface KeyEntry {
  readonly id: string;
  readonly state?: string;
  readonly [member: string]: unknown;
}

/** A change of the configuration. */
export type KeyChange =
  | { readonly kind: "state"; readonly id: string; readonly state: KeyState; readonly retiredAt?: Date }
  | { readonly kind: "remove"; readonly id: string }
  | { readonly kind: "add"; readonly id: string; readonly entry: KeyEntry };

/** Applies changes to a list of keys. */
export function listAfter(list: readonly KeyEntry[], changes: readonly KeyChange[]): readonly KeyEntry[] {
  return changes.reduce<readonly KeyEntry[]>((keys, change) => {
    if (change.kind === "add") {
      return [...keys, change.entry];
    }
    return change.kind === "remove"
      ? keys.filter(({ id }) => id !== change.id)
      : keys.map((key) => (key.id === change.id ? { ...key, state: change.state } : key));
  }, list);
}

/** Keys that a key group holds. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const most = 5;

function find(keys: readonly ConfiguredKey[], id: string): ConfiguredKey {
  const key = keys.find((one) => one.id === id);
  if (!key) {
    throw new UsageError(
      `there is no signing key ${id}`,
      `the keys are ${keys.map((one) => one.id).join(", ")}; a new one starts with: keys announce ${id}`,
    );
  }
  return key;
}

/** Adds an announced key. @throws UsageError when its id is taken or none, or when the list is full */
export function announce(keys: readonly ConfiguredKey[], entry: KeyEntry): readonly KeyChange[] {
  const { id } = entry;
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(id)) {
    throw new UsageError(
      `${JSON.stringify(id)} is not an id`,
      "take 1 to 20 of a-z, 0-9 and -, a letter first",
    );
  }
  if (keys.some((key) => key.id === id)) {
    throw new UsageError(
      `there is a signing key ${id} already`,
      "a new key has a new id: an id is a key's identity",
    );
  }
  if (keys.length >= most) {
    throw new UsageError(
      `there are ${keys.length} keys, and a key group holds ${most}`,
      "remove a retired one first",
    );
  }
  return [{ kind: "add", id, entry }];
}

/**
 * Makes a key the one that signs; the one before is retired by that, and goes on being trusted.
 *
 * @param deployed - ids of the keys that CloudFront trusts now; undefined when that cannot be told
 * @throws UsageError, CommandError: a signature by a key that CloudFront does not know yet opens nothing
 */
export function activate(
  keys: readonly ConfiguredKey[],
  id: string,
  deployed: ReadonlySet<string> | undefined,
  now: Date,
): readonly KeyChange[] {
  if (find(keys, id).state === "active") {
    throw new UsageError(`${id} is the active key already`, "nothing to do");
  }
  if (!deployed?.has(id)) {
    throw new CommandError(
      deployed ? `CloudFront does not trust ${id} yet` : `it cannot be told whether CloudFront trusts ${id}`,
      deployed
        ? "deploy it first (pulumi up) and wait until the distribution is: everything signed before that is refused"
        : "log in where the stack's state is (pulumi login), or start it here: npm start",
    );
  }
  const before = keys.filter((key) => key.state === "active");
  return [
    ...before.map((key) => ({ kind: "state", id: key.id, state: "retired", retiredAt: now }) as const),
    { kind: "state", id, state: "active" },
  ];
}

/** Retires the active key by making the next one active. @throws UsageError when there is no next one, or more */
export function retire(
  keys: readonly ConfiguredKey[],
  id: string,
  deployed: ReadonlySet<string> | undefined,
  now: Date,
): readonly KeyChange[] {
  const { state } = find(keys, id);
  if (state === "retired") {
    throw new UsageError(`${id} is retired already`, "nothing to do");
  }
  if (state === "announced") {
    throw new UsageError(`${id} has never signed`, `take it away: keys remove ${id}`);
  }
  const next = keys.filter((key) => key.state === "announced");
  const [only] = next;
  if (!only || next.length > 1) {
    throw new UsageError(
      only ? "more than one key is announced" : `no key is announced to sign after ${id}`,
      only
        ? `say which one signs next: keys activate ${next.map((key) => key.id).join(" or ")}`
        : "keys announce ID, deploy, and retire then",
    );
  }
  return activate(keys, only.id, deployed, now);
}

/**
 * Takes a key out of the group.
 *
 * @param longestSeconds - the longest life of a signature
 * @param signing - ids of the keys that the application, as it is deployed, signs with
 * @throws UsageError, CommandError while a signature made with it can still be in use
 */
export function remove(
  keys: readonly ConfiguredKey[],
  id: string,
  longestSeconds: number,
  signing: ReadonlySet<string>,
  now: Date,
): readonly KeyChange[] {
  const key = find(keys, id);
  if (key.state === "active") {
    throw new UsageError(`${id} signs at present`, "activate another key first: keys activate ID");
  }
  if (signing.has(id)) {
    throw new CommandError(
      `the stack as it is deployed still signs with ${id}`,
      "deploy its retirement first (pulumi up), and remove it when its last signature has ended",
    );
  }
  if (key.state === "retired") {
    if (!key.retiredAt) {
      throw new UsageError(
        `it is not recorded when ${id} was retired`,
        "say it: --retired-at 2026-01-31T18:00:00Z, or beside the key in the stack file: # retired 2026-01-31T18:00:00Z",
      );
    }
    const free = new Date(key.retiredAt.getTime() + longestSeconds * 1000);
    if (free > now) {
      throw new UsageError(
        `signatures made with ${id} may be in use until ${free.toISOString()}`,
        "remove it then; --longest says how long signatures hold, 7d unless told",
      );
    }
  }
  return [{ kind: "remove", id }];
}
