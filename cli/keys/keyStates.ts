/** Decides which changes of signing keys are safe, by what is configured and what is deployed. */
import { CommandError, UsageError } from "../report";

/** The state of a signing key. */
export type KeyState = "announced" | "active" | "retired";

/** A key in the stack's configuration. */
export interface ConfiguredKey {
  readonly id: string;
  readonly state: KeyState;
  /** When it was retired, by its comment; undefined without one. */
  readonly retiredAt?: Date | undefined;
}

/** A key as written in the configuration; the component validates further members. */
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

/** The most keys in a key group. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const most = 5;

function find(keys: readonly ConfiguredKey[], id: string): ConfiguredKey {
  const key = keys.find((one) => one.id === id);
  if (!key) {
    throw new UsageError(
      `there is no signing key ${id}`,
      `the keys are ${keys.map((one) => one.id).join(", ")}; to add one: keys announce ${id}`,
    );
  }
  return key;
}

/** Adds an announced key. @throws UsageError when its id is taken or invalid, or when the list is full */
export function announce(keys: readonly ConfiguredKey[], entry: KeyEntry): readonly KeyChange[] {
  const { id } = entry;
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(id)) {
    throw new UsageError(
      `${JSON.stringify(id)} is not the id of a key`,
      "use 1 to 20 of a-z, 0-9 and -, beginning with a letter",
    );
  }
  if (keys.some((key) => key.id === id)) {
    throw new UsageError(`there is a signing key ${id} already`, "choose an id that was not used before");
  }
  if (keys.length >= most) {
    throw new UsageError(
      `there are ${keys.length} keys, and a key group holds ${most}`,
      "remove a retired key first",
    );
  }
  return [{ kind: "add", id, entry }];
}

/**
 * Activates a key and retires the active one, which stays trusted.
 *
 * @param deployed - ids of the keys that CloudFront trusts now; undefined when unknown
 * @throws UsageError; CommandError while CloudFront does not trust the key: it would refuse its signatures
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
      deployed ? `CloudFront does not trust ${id} yet` : `it is not known whether CloudFront trusts ${id}`,
      deployed
        ? "deploy it first (pulumi up) and wait for the distribution: until then its signatures are refused"
        : "log in to the backend of the stack (pulumi login), or start it locally: npm start",
    );
  }
  const before = keys.filter((key) => key.state === "active");
  return [
    ...before.map((key) => ({ kind: "state", id: key.id, state: "retired", retiredAt: now }) as const),
    { kind: "state", id, state: "active" },
  ];
}

/** Retires the active key by activating the announced one. @throws UsageError, CommandError without exactly one */
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
    throw new CommandError(`${id} is announced and was never active`, `remove it: keys remove ${id}`);
  }
  const next = keys.filter((key) => key.state === "announced");
  const [only] = next;
  if (!only || next.length > 1) {
    throw new CommandError(
      only ? "more than one key is announced" : `no key is announced to replace ${id}`,
      only
        ? `choose the next one: keys activate ${next.map((key) => key.id).join(" or ")}`
        : "announce one first: keys announce ID; then pulumi up, and retire",
    );
  }
  return activate(keys, only.id, deployed, now);
}

/**
 * Removes a key from the key group.
 *
 * @param longestSeconds - the longest validity of a signature
 * @param signing - ids of the keys that the deployed application signs with
 * @throws UsageError; CommandError while signatures of the key may still be in use
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
    throw new CommandError(`${id} is the active key`, "activate another key first: keys activate ID");
  }
  if (signing.has(id)) {
    throw new CommandError(
      `the deployed stack still signs with ${id}`,
      "deploy its retirement first (pulumi up), and remove it when its last signature has expired",
    );
  }
  if (key.state === "retired") {
    if (!key.retiredAt) {
      throw new UsageError(
        `it is not recorded when ${id} was retired`,
        "add --retired-at 2026-01-31T18:00:00Z, or a comment beside the key in the stack file: # retired 2026-01-31T18:00:00Z",
      );
    }
    const free = new Date(key.retiredAt.getTime() + longestSeconds * 1000);
    if (free > now) {
      throw new CommandError(
        `signatures of ${id} may be in use until ${free.toISOString()}`,
        "remove it then, or give their longest validity: --longest 12h (default 7d)",
      );
    }
  }
  return [{ kind: "remove", id }];
}
