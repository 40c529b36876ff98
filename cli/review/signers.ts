/** Who may sign: the principals that can use a signing key, as the policy pack proves them. */
import { signingKeyAccess } from "../../policy/rules/keys/signingKeyAccess";
import { labelOf } from "../explainStack/ingressTree";
import { later, type Side } from "./side";

/** Who can use one signing key. */
export interface SigningKey {
  readonly key: string;
  /** Principals, and what lets others use it, in words. */
  readonly signers: readonly string[];
}

/** A signing key whose users change. */
export interface SignerChange {
  readonly key: string;
  /** Undefined for a key that appears. */
  readonly before: readonly string[] | undefined;
  /** Undefined for a key that goes. */
  readonly after: readonly string[] | undefined;
}

/** Who may sign, before and after. */
export interface SignerChanges {
  readonly keys: readonly SignerChange[];
  /** Those who may sign with no key before, and with some key after. */
  readonly appear: readonly string[];
  readonly go: readonly string[];
}

const nameOf = (who: string): string => (who.startsWith("urn:") ? labelOf(who) : who);

/** Returns who can use each signing key. */
export function signingKeysOf({ model, options }: Side): SigningKey[] {
  return signingKeyAccess(model, options).map(({ key, holders, findings }) => {
    const names = holders.map(({ who, isAdministrator = false }) =>
      isAdministrator ? `${nameOf(who)} (can give itself the right)` : nameOf(who),
    );
    const others = findings
      .filter(({ unknown, level }) => unknown !== true && level !== "advisory")
      .map(({ why }) => why);
    const open = findings.some(({ unknown }) => unknown === true) ? [`further principals: ${later}`] : [];
    return { key: nameOf(key), signers: [...[...new Set([...names, ...others])].sort(), ...open] };
  });
}

/** Compares who may sign. */
export function signerChanges(before: readonly SigningKey[], after: readonly SigningKey[]): SignerChanges {
  const names = [...new Set([...before, ...after].map(({ key }) => key))].sort();
  const of = (keys: readonly SigningKey[], name: string) => keys.find(({ key }) => key === name)?.signers;
  const keys = names
    .map((key) => ({ key, before: of(before, key), after: of(after, key) }))
    .filter(({ before: one, after: other }) => one?.join() !== other?.join());
  const all = (list: readonly SigningKey[]): Set<string> => new Set(list.flatMap(({ signers }) => signers));
  const [old, now] = [all(before), all(after)];
  return {
    keys,
    appear: [...now].filter((who) => !old.has(who) && !who.endsWith(later)),
    go: [...old].filter((who) => !now.has(who) && !who.endsWith(later)),
  };
}
