/** Who may sign: the principals that can use a signing key, as the policy pack proves them. */
import { signingKeyAccess } from "../../policy/rules/keys/signingKeyAccess";
import { labelOf } from "../explainStack/ingressTree";
import { isOpen, later, type Side } from "./side";

/** A principal that can use a signing key, or what lets others use it, in words. */
export interface Signer {
  readonly who: string;
  /** Whether it cannot use the key, but give itself access to it. */
  readonly isAdministrator: boolean;
  /** Whether that depends on a value that a preview leaves open. */
  readonly isLater: boolean;
}

/** Who can use one signing key. */
export interface SigningKey {
  readonly key: string;
  readonly signers: readonly Signer[];
}

/** A signing key whose users change. */
export interface SignerChange {
  readonly key: string;
  /** Undefined for a key that appears. */
  readonly before: readonly string[] | undefined;
  /** Undefined for a key that goes. */
  readonly after: readonly string[] | undefined;
}

const furtherPrincipals = "further principals";

/** Who may sign, before and after. */
export interface SignerChanges {
  readonly keys: readonly SignerChange[];
  /** Those who may sign with no key before, and with some key after. */
  readonly appear: readonly string[];
  readonly go: readonly string[];
}

/** Returns who can use each signing key. */
export function signingKeysOf(side: Side): SigningKey[] {
  const { model, options } = side;
  return signingKeyAccess(model, options).map(({ key, holders, findings }) => {
    const names = [...new Set(holders.map(({ who }) => who))].map((who): Signer => {
      const ways = holders.filter((each) => each.who === who);
      return {
        who: nameOf(who),
        isAdministrator: ways.every(({ isAdministrator }) => isAdministrator === true),
        isLater: ways.every(({ urn, path }) => isOpen(side, urn, path)),
      };
    });
    const others = findings
      .filter(({ unknown, level }) => unknown !== true && level !== "advisory")
      .map(({ why: who }) => ({ who, isAdministrator: false, isLater: false }));
    const open = findings.some(({ unknown }) => unknown === true)
      ? [{ who: furtherPrincipals, isAdministrator: false, isLater: true }]
      : [];
    const signers = new Map([...names, ...others, ...open].map((signer) => [signer.who, signer]));
    return { key: nameOf(key), signers: [...signers.values()].sort((a, b) => (a.who < b.who ? -1 : 1)) };
  });
}

const nameOf = (who: string): string => (who.startsWith("urn:") ? labelOf(who) : who);

/** Writes a principal with what limits the statement that it may sign. */
export function signerText({ who, isAdministrator, isLater }: Signer): string {
  if (isLater) {
    return `${who}: ${later}`;
  }
  return isAdministrator ? `${who} (can give itself the right)` : who;
}

/** Compares who may sign. */
export function signerChanges(before: readonly SigningKey[], after: readonly SigningKey[]): SignerChanges {
  const names = [...new Set([...before, ...after].map(({ key }) => key))].sort();
  const of = (keys: readonly SigningKey[], name: string) =>
    keys.find(({ key }) => key === name)?.signers.map(signerText);
  const keys = names
    .map((key) => ({ key, before: of(before, key), after: of(after, key) }))
    .filter(({ before: one, after: other }) => one?.join() !== other?.join());
  const all = (list: readonly SigningKey[]): Set<string> =>
    new Set(list.flatMap(({ signers }) => signers.map(({ who }) => who)));
  const [old, now] = [all(before), all(after)];
  return {
    keys,
    appear: [...now].filter((who) => !old.has(who) && who !== furtherPrincipals),
    go: [...old].filter((who) => !now.has(who) && who !== furtherPrincipals),
  };
}
