import * as cloudfront from "@pulumi/aws/cloudfront";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { decideOn, refuseProblems } from "../internal/argumentError";
import { componentNameProblems } from "../internal/names";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import { normalisePublicKey } from "./plan/publicKeys";
import { signerGrant, signingKeyPolicy } from "./plan/signingKeyPolicies";
import { signingKeyProblems } from "./plan/signingKeyStates";

/** State of a signing key. CloudFront trusts it in all three states. */
export enum KeyState {
  /** Trusted ahead of its use; nothing is signed with it yet. */
  Announced = "announced",
  /** The application signs with it. Exactly one key is active. */
  Active = "active",
  /** No longer used to sign; remove it when its last signature has expired. */
  Retired = "retired",
}

/** Where the private half of a signing key is kept. */
export enum KeySource {
  /** In AWS KMS, from which it cannot be read. */
  Kms = "kms",
  /** In AWS Secrets Manager, as PEM text. */
  SecretsManager = "secretsManager",
  /** In SSM Parameter Store, as a SecureString. */
  Ssm = "ssm",
}

/** One signing key. */
export interface SigningKeyArgs {
  /** Identifies the key and never changes: a new key has a new id. Lower-case letters, digits and `-`. */
  id: string;
  /** State of the key. Default: active. */
  state?: KeyState;
  /** Where the private half is kept. Default: kms. */
  source?: KeySource;
  /** The public half as PEM text; only for keys outside KMS. */
  publicKeyPem?: pulumi.Input<string>;
  /** ARN of the secret, of the parameter, or of an existing KMS key. Default: a KMS key is created. */
  arn?: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts the secret or parameter. Default: AWS's own key, which needs no grant. */
  encryptionKeyArn?: pulumi.Input<string>;
}

/** The role that may sign. */
export interface SignerRoleArgs {
  /** Name of the role. */
  name: pulumi.Input<string>;
  /** ARN of the role. */
  arn: pulumi.Input<string>;
}

/** Arguments of the signing keys of a site. */
export interface SigningKeysArgs {
  /** One to five keys, exactly one of them active. */
  keys: SigningKeyArgs[];
  /** The only role that may sign, with the active key alone. Default: none. */
  signer?: SignerRoleArgs;
  /** Tags for the keys that are created here. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * The keys that sign URLs and cookies, and the key group by which CloudFront trusts them.
 *
 * A key that is created here is in KMS: its private half is never in the state, the configuration or on a disk. Permission to
 * sign follows the active state at once: KMS refuses an application that still uses the former key, which then signs with an
 * announced key or reads its configuration again.
 *
 * @example new SigningKeys("site", { keys: [{ id: "k1" }], signer: { name: role.name, arn: role.arn } })
 */
export class SigningKeys extends pulumi.ComponentResource {
  /** Id of the key group, for signed behaviors. */
  public readonly keyGroupId!: pulumi.Output<string>;
  /** CloudFront's id of the active key: the `Key-Pair-Id` of new signatures. */
  public readonly activeKeyId!: pulumi.Output<string>;
  /** CloudFront's ids of all keys that it trusts. */
  public readonly acceptedKeyIds!: pulumi.Output<string[]>;
  /** ARN of the active key in KMS, Secrets Manager or SSM. */
  public readonly signingKeyArn!: pulumi.Output<string>;
  /** ARNs of the keys that are announced, by CloudFront's ids. */
  public readonly announcedKeyArns!: pulumi.Output<{ [keyId: string]: string }>;
  /** Public halves as PEM text, by CloudFront's ids: of the active key and of those that are announced. */
  public readonly publicKeyPems!: pulumi.Output<{ [keyId: string]: string }>;

  constructor(name: string, args: SigningKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("SigningKeys", name, args);
    refuseProblems("SigningKeys", name, opts, [...componentNameProblems(name), ...keyProblems(args.keys)]);
    super("secure-origin:index:SigningKeys", name, {}, opts);

    const keys = args.keys.map(withDefaults);
    const activeKey = keys.find((key) => key.state === KeyState.Active);
    if (activeKey === undefined) {
      throw new Error("no active signing key");
    } // refused above
    // The active key first: the application may sign with it before it may no longer sign with another.
    const active = trustKey(this, name, activeKey, args, []);
    const trusted = keys.map((key) =>
      key === activeKey ? active : trustKey(this, name, key, args, active.grants),
    );
    // Always the same group: its keys change in place, so no behavior has to change.
    const group = new cloudfront.KeyGroup(
      `${name}-group`,
      { comment: `Keys that ${name} trusts`, items: trusted.map((key) => key.publicKeyId) },
      { parent: this },
    );

    const announced = trusted.filter((_, index) => keys[index]?.state === KeyState.Announced);
    this.registerOutputs(
      publishOutputs<SigningKeys>(this, {
        keyGroupId: group.id,
        activeKeyId: active.publicKeyId,
        acceptedKeyIds: pulumi.output(trusted.map((key) => key.publicKeyId)),
        signingKeyArn: active.arn,
        announcedKeyArns: byKeyId(announced, ({ arn }) => arn),
        publicKeyPems: byKeyId([active, ...announced], ({ publicKeyPem }) => publicKeyPem),
      }),
    );
  }
}

function byKeyId(
  keys: TrustedKey[],
  valueOf: (key: TrustedKey) => pulumi.Output<string>,
): pulumi.Output<{ [keyId: string]: string }> {
  const pairs = keys.map((key) => pulumi.all([key.publicKeyId, valueOf(key)]));
  return pulumi.all(pairs).apply((all): { [keyId: string]: string } => Object.fromEntries(all));
}

/** Checks whether the active key is in KMS. */
export function activeKeyInKms(keys: SigningKeyArgs[]): boolean {
  return keys
    .map(withDefaults)
    .some(({ state, source }) => state === KeyState.Active && source === KeySource.Kms);
}

/** Validates a list of signing keys. */
export function keyProblems(keys: SigningKeyArgs[]): string[] {
  const inputs = keys.map(withDefaults).map(({ id, state, source, publicKeyPem, arn, encryptionKeyArn }) => ({
    id,
    state,
    source,
    hasPublicKey: publicKeyPem !== undefined,
    hasArn: arn !== undefined,
    hasEncryptionKey: encryptionKeyArn !== undefined,
    publicKeyPem: typeof publicKeyPem === "string" ? publicKeyPem : undefined,
    arn: typeof arn === "string" ? arn : undefined,
  }));
  return signingKeyProblems(inputs);
}

type Key = SigningKeyArgs & { state: KeyState; source: KeySource };

function withDefaults(key: SigningKeyArgs): Key {
  return { ...key, state: key.state ?? KeyState.Active, source: key.source ?? KeySource.Kms };
}

interface TrustedKey {
  publicKeyId: pulumi.Output<string>;
  arn: pulumi.Output<string>;
  publicKeyPem: pulumi.Output<string>;
  /** Resources that allow the signer to use the key. */
  grants: pulumi.Resource[];
}

/** Creates a key or uses an existing one, and registers its public half with CloudFront. */
function trustKey(
  parent: pulumi.Resource,
  name: string,
  key: Key,
  args: SigningKeysArgs,
  after: pulumi.Resource[],
): TrustedKey {
  const keyName = `${name}-${key.id}`;
  const child = { parent };
  const created = key.arn === undefined ? createKey(parent, keyName, key, args, after) : undefined;
  const arn = created?.arn ?? pulumi.output(key.arn ?? "");
  const grants: pulumi.Resource[] = created === undefined ? [] : [created];
  if (key.arn !== undefined && key.state === KeyState.Active && args.signer !== undefined) {
    const grant = new iam.RolePolicy(
      keyName,
      {
        role: args.signer.name,
        policy: pulumi
          .all([arn, key.encryptionKeyArn])
          .apply(([text, encryptionKey]) => signerGrant(key.source, text, encryptionKey)),
      },
      child,
    );
    grants.push(grant);
  }
  const pem =
    key.publicKeyPem === undefined
      ? kms.getPublicKeyOutput({ keyId: arn }, child).publicKeyPem
      : pulumi.output(key.publicKeyPem);
  const publicKey = new cloudfront.PublicKey(
    keyName,
    {
      comment: `Signing key ${key.id} of ${name}`,
      encodedKey: pem.apply((text) => decideOn("SigningKeys", name, () => normalisePublicKey(text))),
    },
    child,
  );
  return { publicKeyId: publicKey.id, arn, publicKeyPem: publicKey.encodedKey, grants };
}

/** Creates a key in KMS that only the signer's role may use, and only while it is active. */
function createKey(
  parent: pulumi.Resource,
  keyName: string,
  key: Key,
  args: SigningKeysArgs,
  after: pulumi.Resource[],
): kms.Key {
  const child = { parent };
  const signerArn = key.state === KeyState.Active ? args.signer?.arn : undefined;
  const policy = pulumi
    .all([getPartitionOutput({}, child).partition, getCallerIdentityOutput({}, child).accountId, signerArn])
    .apply(([partition, accountId, signer]) =>
      signingKeyPolicy({ root: `arn:${partition}:iam::${accountId}:root` }, signer),
    );
  const created = new kms.Key(
    keyName,
    {
      description: `Signs URLs and cookies for CloudFront: ${keyName}`,
      // The kind of key with the shortest signatures that both KMS and CloudFront support.
      customerMasterKeySpec: "ECC_NIST_P256",
      keyUsage: "SIGN_VERIFY",
      deletionWindowInDays: 30,
      policy,
      tags: args.tags,
    },
    { parent, dependsOn: after },
  );
  new kms.Alias(keyName, { targetKeyId: created.keyId }, child);
  return created;
}
