/** How the secure paths of a stack change. */
import type { Distribution } from "../../policy/resources/cloudfront/distributions";
import { type SecurePath, securePath, securePathsOf, type TrustedKey } from "./securePaths";
import { later, type Side } from "./side";

/** A change of one secure path. */
export interface SecurePathChange {
  /**
   * - `appears`: its URLs need a signature from now on.
   * - `goes`: it needs no signature any more, or is not served.
   * - `opens`: some of its URLs are served without a signature that needed one.
   * - `closes`: those that were served without a signature need one.
   * - `keys`: signatures of other keys are accepted.
   */
  readonly kind: "appears" | "goes" | "opens" | "closes" | "keys";
  readonly distribution: string;
  readonly pattern: string;
  /** What happens, in words; for `keys` the keys before and after. */
  readonly details: readonly string[];
}

/** Returns how the secure paths change. */
export function securePathChanges(before: Side, after: Side): SecurePathChange[] {
  const pairs = pairsOf(before.model.distributions, after.model.distributions);
  const old = securePathsOf(before);
  const now = securePathsOf(after);
  const appeared = now.filter((path) => counterpart(path, old, invert(pairs)) === undefined);
  return [
    ...old.flatMap((path) => {
      const same = counterpart(path, now, pairs);
      return same === undefined
        ? gone(after, path, pairs.get(path.distribution))
        : changes(path, withExceptionsOf(path, same, after));
    }),
    ...appeared.map(
      (path): SecurePathChange => ({
        ...placeOf(path),
        kind: "appears",
        details: [...keyTexts(path.keys), ...path.gaps.map(({ why }) => why)],
      }),
    ),
  ];
}

/** Pairs distributions by URN, and the only other one of each side: it was renamed. */
function pairsOf(before: readonly Distribution[], after: readonly Distribution[]): Map<string, string> {
  const urns = (list: readonly Distribution[]): string[] => list.map(({ urn }) => urn);
  const [old, now] = [urns(before), urns(after)];
  const pairs = new Map(old.filter((urn) => now.includes(urn)).map((urn) => [urn, urn]));
  const [one, ...others] = old.filter((urn) => !now.includes(urn));
  const [other, ...further] = now.filter((urn) => !old.includes(urn));
  if (one !== undefined && other !== undefined && others.length + further.length === 0) {
    pairs.set(one, other);
  }
  return pairs;
}

const invert = (pairs: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...pairs].map(([one, other]) => [other, one]));

function counterpart(
  { distribution, pattern }: SecurePath,
  others: readonly SecurePath[],
  pairs: ReadonlyMap<string, string>,
): SecurePath | undefined {
  const other = pairs.get(distribution);
  return others.find((each) => each.distribution === other && each.pattern === pattern);
}

const placeOf = ({ distribution, pattern }: SecurePath) => ({ distribution, pattern });

/** Judges a path by what was public on purpose before: an exception that is new opens it. */
function withExceptionsOf(before: SecurePath, after: SecurePath, { model }: Side): SecurePath {
  const { exceptions, pattern } = before;
  const distribution = model.distributions.find(({ urn }) => urn === after.distribution);
  return distribution === undefined ? after : securePath(model, distribution, { pattern, exceptions });
}

/** Returns what becomes of a path that is no secure path any more; nothing if all of its URLs still need a signature. */
function gone({ model }: Side, path: SecurePath, distribution: string | undefined): SecurePathChange[] {
  const now = model.distributions.find(({ urn }) => urn === distribution);
  if (now === undefined) {
    return [{ ...placeOf(path), kind: "goes", details: ["its distribution goes"] }];
  }
  const { gaps } = securePath(model, now, { pattern: path.pattern, exceptions: [] });
  return gaps.length === 0 ? [] : [{ ...placeOf(path), kind: "goes", details: gaps.map(({ why }) => why) }];
}

function changes(before: SecurePath, after: SecurePath): SecurePathChange[] {
  const opened = after.gaps.filter(({ behavior }) => !before.gaps.some((gap) => gap.behavior === behavior));
  const closed = before.gaps.filter(({ behavior }) => !after.gaps.some((gap) => gap.behavior === behavior));
  const [one, other] = [keyTexts(before.keys), keyTexts(after.keys, before.keys)];
  const place = placeOf(after);
  return [
    ...(opened.length === 0
      ? []
      : [{ ...place, kind: "opens" as const, details: opened.map(({ why }) => why) }]),
    ...(closed.length === 0
      ? []
      : [{ ...place, kind: "closes" as const, details: closed.map(({ why }) => why) }]),
    ...(one.join() === other.join()
      ? []
      : [
          {
            ...place,
            kind: "keys" as const,
            details: [one.join(", ") || "none", other.join(", ") || "none"],
          },
        ]),
  ];
}

/**
 * Names keys.
 *
 * @param before keys with these names are told apart from them by their fingerprints
 */
function keyTexts(keys: readonly TrustedKey[], before: readonly TrustedKey[] = []): string[] {
  return keys.map(({ name, fingerprint }) => {
    const old = before.find((key) => key.name === name);
    if (old === undefined || old.fingerprint === fingerprint) {
      return name;
    }
    return `${name} (another key, ${fingerprint ?? later})`;
  });
}
