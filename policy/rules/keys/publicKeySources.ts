import type { Options } from "../../options/options";
import type { RawResource } from "../../resources/rawResource";
import { Reader } from "../../resources/reader";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { type Field, is, known } from "../../values/field";
import { inspectKey } from "../../values/keys";
import { matchesName } from "../../values/namePatterns";

/** A public key in CloudFront, and where the stack says that it comes from. */
interface TrustedKey {
  readonly urn: string;
  /** RSA 2048 or P-256; undefined for another kind, or if the key is unknown. */
  readonly kind: string | undefined;
  readonly isKnown: boolean;
  readonly fingerprint: string | undefined;
  /** The URNs of all resources that its value is computed from. */
  readonly sources: ReadonlySet<string>;
  /** The resources among them that hold or generate a private key. */
  readonly holders: readonly string[];
}

const holderTypes = [t.kmsKey, t.kmsExternalKey, t.kmsReplicaKey, t.tlsPrivateKey] as const;
const kmsTypes = [t.kmsKey, t.kmsExternalKey, t.kmsReplicaKey] as const;

/** Tells which keys of a stack CloudFront's public keys may be the public halves of. */
export class PublicKeySources {
  private readonly trusted: readonly TrustedKey[];

  constructor(
    private readonly model: StackModel,
    private readonly options: Options,
  ) {
    this.trusted = model.publicKeys.map(({ urn, pem }) => {
      const sources = sourcesOf(model, urn);
      const key = pem.state === "known" ? inspectKey(pem.value) : undefined;
      const half = key?.kind === "public" ? key : undefined;
      return {
        urn,
        kind: half?.what,
        isKnown: half !== undefined,
        fingerprint: half?.fingerprint,
        sources,
        holders: [...sources].filter((each) => model.links.isOf(each, holderTypes)),
      };
    });
  }

  /** Returns the URNs of the public keys with a fingerprint. */
  withFingerprint(fingerprint: string | undefined): string[] {
    return fingerprint === undefined
      ? []
      : this.trusted.filter((key) => key.fingerprint === fingerprint).map(({ urn }) => urn);
  }

  /** Returns whether a public key of CloudFront may be the public half of a key that the program generates. */
  mayComeFrom({ urn, props }: RawResource): boolean {
    const half = generatedHalf(props);
    if (half !== undefined && this.withFingerprint(half).length > 0) {
      return true;
    }
    // The engine records what a value comes from, so that a public key without this source has another one.
    return (
      this.trusted.some(({ sources }) => sources.has(urn)) || (this.trusted.length === 0 && this.isNamed(urn))
    );
  }

  /**
   * Returns whether a key in KMS may sign for CloudFront. It does if a public key comes from it. It may if a public key of
   * its kind comes from nowhere in the stack, as one that was pasted does; not if all come from other keys.
   */
  maySign(urn: string, spec: Field<string>): boolean {
    const accepted = is(spec, "ECC_NIST_P256")
      ? "ECDSA P-256"
      : is(spec, "RSA_2048")
        ? "RSA 2048"
        : undefined;
    if (spec.state === "known" && accepted === undefined) {
      return false;
    }
    if (this.trusted.some(({ sources }) => sources.has(urn)) || this.isNamed(urn)) {
      return true;
    }
    const exists = isKnownArn(this.model.links.resource(urn));
    return this.trusted.some(
      ({ holders, isKnown, kind }) =>
        holders.length === 0 && (!isKnown || (exists && (accepted === undefined || kind === accepted))),
    );
  }

  /** Returns whether the private half of every public key is in KMS, so that no secret holds one. */
  get areAllInKms(): boolean {
    const { links } = this.model;
    return (
      this.trusted.length > 0 &&
      this.trusted.every(
        ({ holders }) => holders.length > 0 && holders.every((each) => links.isOf(each, kmsTypes)),
      )
    );
  }

  /** Returns whether the option `signingKeys` names a key. Its default counts only while the keys are not traced. */
  isNamed(urn: string): boolean {
    const { signingKeys } = this.options;
    const isDefault = signingKeys.length === 1 && signingKeys[0] === "*sign*";
    const usesCloudFront = this.model.distributions.length > 0 || this.model.keyGroups.length > 0;
    if (isDefault && (this.trusted.length > 0 || !usesCloudFront)) {
      return false;
    }
    return namesOf(this.model, urn).some((name) => signingKeys.some((pattern) => matchesName(pattern, name)));
  }
}

/** Returns the names of a resource: in the program, and in AWS. */
export function namesOf(model: StackModel, urn: string): string[] {
  const props = model.links.resource(urn)?.props ?? {};
  const name = known(Reader.over<{ name?: string }>(props).at("name").string());
  // The last part of a URN is the resource's name.
  return [urn.split("::").at(-1) ?? "", ...(name === undefined ? [] : [name])];
}

/** Returns the resources that a public key is computed from, also through others, such as a command that converts it. */
function sourcesOf({ links }: StackModel, publicKey: string): Set<string> {
  const dependencies = links.resource(publicKey)?.propertyDependencies?.["encodedKey"] ?? [];
  const found = new Set(dependencies.map(({ urn }) => urn));
  if ([...found].some((urn) => links.isOf(urn, holderTypes))) {
    return found;
  }
  for (const urn of found) {
    const further = Object.values(links.resource(urn)?.propertyDependencies ?? {}).flat();
    for (const each of further) {
      found.add(each.urn);
    }
  }
  return found;
}

function generatedHalf(props: object): string | undefined {
  const pem = known(Reader.over<{ publicKeyPem?: string }>(props).at("publicKeyPem").string());
  const key = pem === undefined ? undefined : inspectKey(pem);
  return key?.kind === "public" ? key.fingerprint : undefined;
}

function isKnownArn(resource: RawResource | undefined): boolean {
  return (
    Reader.over<{ arn?: string }>(resource?.props ?? {})
      .at("arn")
      .string().state === "known"
  );
}
