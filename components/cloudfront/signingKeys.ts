import * as cloudfront from "@pulumi/aws/cloudfront";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { decideOn, refuseProblems } from "../internal/argumentError";
import { componentNameProblems } from "../internal/names";
import { signerGrant, signingKeyPolicy } from "../internal/policyDocuments";
import { normalisePublicKey } from "./plan/publicKeys";
import { signingKeyProblems } from "./plan/signingKeyStates";

/** Where a signing key is in its life. CloudFront trusts it in all three states. */
export enum KeyState {
  /** Made known to CloudFront ahead of its use; nothing is signed with it yet. */
  Announced = "announced",
  /** The application signs with it. Exactly one key is active. */
  Active = "active",
  /** Nothing new is signed with it; remove it when its last signature has expired. */
  Retired = "retired",
}

/** Where the private half of a signing key lives. */
export enum KeySource {
  /** In AWS KMS, which never gives it out. */
  Kms = "kms",
  /** In AWS Secrets Manager, as PEM text. */
  SecretsManager = "secretsManager",
  /** In SSM Parameter Store, as a SecureString. */
  Ssm = "ssm",
}

/** One signing key. */
export interface SigningKeyArgs {
  /** What names the key for good: a new key has a new id. Lower-case letters, digits and `-`. */
  id: string;
  /** Where the key is in its life. Default: active. */
  state?: KeyState;
  /** Where the private half lives. Default: kms. */
  source?: KeySource;
  /** The public half as PEM text; only for keys outside KMS. */
  publicKeyPem?: pulumi.Input<string>;
  /** ARN of the secret, of the parameter, or of a KMS key to adopt. Default: a KMS key is made here. */
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
  /** The role that may sign with the active key, and with no other. Default: nobody may. */
  signer?: SignerRoleArgs;
  /** Tags for the keys that are made here. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * The keys that viewers' signatures are made with, and the key group through which CloudFront trusts them.
 *
 * A key that is made here lives in KMS: no private half is ever in the state, the configuration or on a disk.
 * The right to sign follows the active state at once: an application that still holds the former id is refused
 * by KMS. It goes on with a key that was announced to it, or has to read its configuration again.
 *
 * @example new SigningKeys("site", { keys: [{ id: "k1" }], signer: { name: role.name, arn: role.arn } })
 */
export class SigningKeys extends pulumi.ComponentResource {
  /** Id of the key group, for the signed behaviors. */
  public readonly keyGroupId: pulumi.Output<string>;
  /** CloudFront's id of the active key: the `Key-Pair-Id` of new signatures. */
  public readonly activeKeyId: pulumi.Output<string>;
  /** CloudFront's ids of all keys that it trusts. */
  public readonly acceptedKeyIds: pulumi.Output<string[]>;
  /** ARN of the active key in KMS, Secrets Manager or SSM. */
  public readonly signingKeyArn: pulumi.Output<string>;
  /** ARNs of the keys that are announced, by CloudFront's ids. */
  public readonly announcedKeyArns: pulumi.Output<{ [keyId: string]: string }>;
  /** Public halves as PEM text, by CloudFront's ids: of the active key and of those that are announced. */
  public readonly publicKeyPems: pulumi.Output<{ [keyId: string]: string }>;

  constructor(name: string, args: SigningKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseProblems("SigningKeys", name, opts, [...componentNameProblems(name), ...keyProblems(args.keys)]);
    super("secure-origin:index:SigningKeys", name, {}, opts);

    const keys = args.keys.map(withDefaults);
    const activeKey = keys.find((key) => key.state === KeyState.Active);
    if (activeKey === undefined) {
      throw new Error("no active signing key");
    } // refused above
    // The active key first: the application may sign with it before it loses the right to sign with another.
    const active = trustKey(this, name, activeKey, args, []);
    const trusted = keys.map((key) =>
      key === activeKey ? active : trustKey(this, name, key, args, active.grants),
    );
    // One group for good: its members change in place, so no behavior has to learn a new id.
    const group = new cloudfront.KeyGroup(
      `${name}-group`,
      { comment: `Keys that ${name} trusts`, items: trusted.map((key) => key.publicKeyId) },
      { parent: this },
    );

    this.keyGroupId = group.id;
    this.activeKeyId = active.publicKeyId;
    this.acceptedKeyIds = pulumi.output(trusted.map((key) => key.publicKeyId));
    this.signingKeyArn = active.arn;
    const announced = trusted.filter((_, index) => keys[index]?.state === KeyState.Announced);
    this.announcedKeyArns = byKeyId(announced, ({ arn }) => arn);
    this.publicKeyPems = byKeyId([active, ...announced], ({ publicKeyPem }) => publicKeyPem);
    this.registerOutputs({
      keyGroupId: this.keyGroupId,
      activeKeyId: this.activeKeyId,
      acceptedKeyIds: this.acceptedKeyIds,
      signingKeyArn: this.signingKeyArn,
      announcedKeyArns: this.announcedKeyArns,
      publicKeyPems: this.publicKeyPems,
    });
  }
}

function byKeyId(
  keys: TrustedKey[],
  valueOf: (key: TrustedKey) => pulumi.Output<string>,
): pulumi.Output<{ [keyId: string]: string }> {
  const pairs = keys.map((key) => pulumi.all([key.publicKeyId, valueOf(key)]));
  return pulumi.all(pairs).apply((all): { [keyId: string]: string } => Object.fromEntries(all));
}

/** Says what is wrong with a list of signing keys. */
export function keyProblems(keys: SigningKeyArgs[]): string[] {
  const facts = keys.map(withDefaults).map(({ id, state, source, publicKeyPem, arn, encryptionKeyArn }) => ({
    id,
    state,
    source,
    hasPublicKey: publicKeyPem !== undefined,
    hasArn: arn !== undefined,
    hasEncryptionKey: encryptionKeyArn !== undefined,
    publicKeyPem: typeof publicKeyPem === "string" ? publicKeyPem : undefined,
    arn: typeof arn === "string" ? arn : undefined,
  }));
  return signingKeyProblems(facts);
}

type Key = SigningKeyArgs & { state: KeyState; source: KeySource };

function withDefaults(key: SigningKeyArgs): Key {
  return { ...key, state: key.state ?? KeyState.Active, source: key.source ?? KeySource.Kms };
}

interface TrustedKey {
  publicKeyId: pulumi.Output<string>;
  arn: pulumi.Output<string>;
  publicKeyPem: pulumi.Output<string>;
  /** What lets the signer use the key. */
  grants: pulumi.Resource[];
}

/** Makes or adopts a key, and tells CloudFront its public half. */
function trustKey(
  parent: pulumi.Resource,
  name: string,
  key: Key,
  args: SigningKeysArgs,
  after: pulumi.Resource[],
): TrustedKey {
  const keyName = `${name}-${key.id}`;
  const child = { parent };
  const made = key.arn === undefined ? ownKey(parent, keyName, key, args, after) : undefined;
  const arn = made?.arn ?? pulumi.output(key.arn ?? "");
  const grants: pulumi.Resource[] = made === undefined ? [] : [made];
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

/** Makes a key in KMS that only the signer's role can use, and only while it is active. */
function ownKey(
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
  const made = new kms.Key(
    keyName,
    {
      description: `Signs URLs and cookies for CloudFront: ${keyName}`,
      // What CloudFront verifies of what KMS signs, in the shortest form.
      customerMasterKeySpec: "ECC_NIST_P256",
      keyUsage: "SIGN_VERIFY",
      deletionWindowInDays: 30,
      policy,
      tags: args.tags,
    },
    { parent, dependsOn: after },
  );
  new kms.Alias(keyName, { targetKeyId: made.keyId }, child);
  return made;
}
