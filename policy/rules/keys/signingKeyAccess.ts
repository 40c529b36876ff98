import type { Options } from "../../options/options";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { is } from "../../values/field";
import { matchesName } from "../../values/namePatterns";
import type { Finding } from "../rule";
import { assumersOf } from "./access/assumers";
import { usersOfKmsKey, usersOfSecret } from "./access/keyUsers";
import { namedSecrets } from "./access/namedSecrets";
import { type Target, targetOf } from "./access/targets";
import type { Access, User } from "./access/user";
import { namesOf, PublicKeySources } from "./publicKeySources";

/** A signing key, and who can use it. */
export interface SigningKeyAccess {
  /** The URN of the key or secret, or the name of a secret outside the stack. */
  readonly key: string;
  /** The principals that policies and grants name. */
  readonly direct: readonly User[];
  /** Those who act for them: themselves, and who can become them. */
  readonly holders: readonly User[];
  /** What lets too many use it, whoever they are, and what is not known. */
  readonly findings: readonly Finding[];
}

/** Returns who can use each signing key of a stack, according to key policies, grants, IAM policies and trust policies. */
export function signingKeyAccess(model: StackModel, options: Options): SigningKeyAccess[] {
  const sources = new PublicKeySources(model, options);
  return [
    ...signingKmsKeys(model, sources).map((key) => followed(model, key, usersOfKmsKey(model, key))),
    ...signingSecrets(model, options, sources).map((secret) =>
      followed(model, secret.urn === "" ? secret.resource : secret.urn, usersOfSecret(model, secret)),
    ),
  ];
}

function followed(model: StackModel, key: string, { users, findings }: Access): SigningKeyAccess {
  const further = users.map((user) => assumersOf(model, user));
  return {
    key,
    direct: users,
    holders: further.flatMap((access) => access.users),
    findings: [...findings, ...further.flatMap((access) => access.findings)],
  };
}

/** Returns the keys in KMS that may sign for CloudFront; a replica does if its primary key does. */
function signingKmsKeys(model: StackModel, sources: PublicKeySources): string[] {
  const { links, kmsKeys } = model;
  const places = new Map(kmsKeys.map(({ urn }, place) => [urn, place]));
  const maySign = (key: (typeof kmsKeys)[number], replicas: ReadonlySet<object> = new Set()): boolean => {
    const primaries = urnsOf(links.to(key.urn, key.primary, t.kmsKey, t.kmsExternalKey));
    const [place] = primaries.flatMap((urn) => places.get(urn) ?? []).sort((a, b) => a - b);
    const primary = place === undefined ? undefined : kmsKeys[place];
    // Keys that name each other as primary keys are none.
    if (primary !== undefined && !replicas.has(primary)) {
      return maySign(primary, new Set([...replicas, key]));
    }
    const isForSigning =
      key.primary.state !== "absent" || key.usage.state === "unknown" || is(key.usage, "SIGN_VERIFY");
    return isForSigning && sources.maySign(key.urn, key.spec);
  };
  return kmsKeys.filter((key) => maySign(key)).map(({ urn }) => urn);
}

/**
 * Returns the secrets and parameters that hold a signing key, by their names: those of this stack, and those that its IAM
 * policies name. By the default pattern the latter count only if nothing in the stack holds the key.
 */
function signingSecrets(model: StackModel, { signingKeys }: Options, sources: PublicKeySources): Target[] {
  const isDefault = signingKeys.length === 1 && signingKeys[0] === "*sign*";
  if (isDefault && sources.areAllInKms) {
    return [];
  }
  const stores = model.resources
    .map(({ urn }) => urn)
    .filter((urn) => model.links.isOf(urn, [t.secret, t.parameter]));
  const own = stores
    .filter((urn) =>
      namesOf(model, urn).some((name) => signingKeys.some((pattern) => matchesName(pattern, name))),
    )
    .map((urn) => targetOf(model, urn));
  const areElsewhere = !isDefault || (own.length === 0 && model.publicKeys.length > 0);
  return areElsewhere ? [...own, ...namedSecrets(model, signingKeys, own)] : own;
}
