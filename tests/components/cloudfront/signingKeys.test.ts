import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { KeySource, KeyState, SigningKeys, type SigningKeysArgs } from "../../../components";
import { children, inputsOf, PUBLIC_KEY, record, refusal, valueOf } from "../support/recorder";

const signer = { name: "app", arn: "arn:aws:iam::111122223333:role/app" };

const make = (args: SigningKeysArgs) =>
  record((options) => new SigningKeys("site", { signer, ...args }, options));

const KMS_ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234";
const OUTSIDE = [
  [
    KeySource.SecretsManager,
    "secretsmanager:GetSecretValue",
    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:dev/k1-AbCdEf",
  ],
  [KeySource.Ssm, "ssm:GetParameter", "arn:aws:ssm:eu-west-1:111122223333:parameter/dev/k1"],
] as const;

describe("SigningKeys", () => {
  it("creates a key in KMS, registers its public half with CloudFront, and trusts it by one group", async () => {
    const recording = await make({ keys: [{ id: "k1" }] });
    assert.deepEqual(children(recording), [
      "aws:cloudfront/keyGroup:KeyGroup site-group",
      "aws:cloudfront/publicKey:PublicKey site-k1",
      "aws:kms/alias:Alias site-k1",
      "aws:kms/key:Key site-k1",
    ]);
    const key = inputsOf(recording, "aws:kms/key:Key", "site-k1");
    assert.deepEqual([key.customerMasterKeySpec, key.keyUsage], ["ECC_NIST_P256", "SIGN_VERIFY"]);
    const publicKey = inputsOf(recording, "aws:cloudfront/publicKey:PublicKey", "site-k1");
    assert.equal(publicKey.encodedKey, PUBLIC_KEY);
    assert.equal(publicKey.name, undefined, "a fixed name would be deleted before it is replaced");
    const group = inputsOf(recording, "aws:cloudfront/keyGroup:KeyGroup", "site-group");
    assert.deepEqual(group.items, ["site-k1-id"]);
    assert.equal(await valueOf(recording.component.signingKeyArn), "arn:site-k1");
  });

  it("lets the account administer a key without signing, and only the signer's role sign", async () => {
    const recording = await make({ keys: [{ id: "k1" }] });
    const { policy } = inputsOf(recording, "aws:kms/key:Key", "site-k1");
    const { Statement } = JSON.parse(String(policy)) as { Statement: { Sid: string; Action: string[] }[] };
    const [administer, read, sign] = Statement;
    assert.equal(Statement.length, 3);
    for (const action of administer?.Action ?? []) {
      assert.doesNotMatch(action, /\*|:Sign|CreateGrant/);
    }
    assert.deepEqual(read, {
      Sid: "ReadPublicKey",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: ["kms:DescribeKey", "kms:GetPublicKey"],
      Resource: "*",
    });
    assert.deepEqual(sign, {
      Sid: "SignWhileActive",
      Effect: "Allow",
      Principal: { AWS: signer.arn },
      Action: "kms:Sign",
      Resource: "*",
      Condition: { StringEquals: { "kms:SigningAlgorithm": "ECDSA_SHA_256", "kms:MessageType": "RAW" } },
    });
  });

  it("trusts announced, active and retired keys, and lets the signer use the active one alone", async () => {
    const recording = await make({
      keys: [
        { id: "k1", state: KeyState.Retired },
        { id: "k2", state: KeyState.Active },
        { id: "k3", state: KeyState.Announced },
      ],
    });
    const signers = ["site-k1", "site-k2", "site-k3"].map((name) =>
      String(inputsOf(recording, "aws:kms/key:Key", name).policy).includes("kms:Sign"),
    );
    assert.deepEqual(signers, [false, true, false]);
    const { component } = recording;
    assert.deepEqual(await valueOf(component.acceptedKeyIds), ["site-k1-id", "site-k2-id", "site-k3-id"]);
    assert.equal(await valueOf(component.activeKeyId), "site-k2-id");
  });

  it("gives the signer exactly the secret or parameter of an active key outside KMS", async () => {
    for (const [source, action, arn] of OUTSIDE) {
      const recording = await make({ keys: [{ id: "k1", source, arn, publicKeyPem: PUBLIC_KEY.trim() }] });
      assert.deepEqual(children(recording), [
        "aws:cloudfront/keyGroup:KeyGroup site-group",
        "aws:cloudfront/publicKey:PublicKey site-k1",
        "aws:iam/rolePolicy:RolePolicy site-k1",
      ]);
      const grant = inputsOf(recording, "aws:iam/rolePolicy:RolePolicy", "site-k1");
      assert.equal(grant.role, "app");
      assert.deepEqual((JSON.parse(String(grant.policy)) as { Statement: unknown[] }).Statement, [
        { Sid: "UseActiveSigningKey", Effect: "Allow", Resource: arn, Action: action },
      ]);
      const publicKey = inputsOf(recording, "aws:cloudfront/publicKey:PublicKey", "site-k1");
      assert.equal(publicKey.encodedKey, PUBLIC_KEY, "the trimmed text is the same key");
    }
  });

  it("grants nothing of an announced or retired key outside KMS", async () => {
    const [[source, , arn]] = OUTSIDE;
    const outside = { source, publicKeyPem: PUBLIC_KEY };
    const recording = await make({
      keys: [
        { id: "k1", state: KeyState.Retired, arn, ...outside },
        { id: "k2", state: KeyState.Active, arn: arn.replace("k1", "k2"), ...outside },
        { id: "k3", state: KeyState.Announced, arn: arn.replace("k1", "k3"), ...outside },
      ],
    });
    const grants = recording.made.filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy");
    assert.deepEqual(
      grants.map(({ name }) => name),
      ["site-k2"],
    );
  });

  it("lets the signer decrypt with the caller's encryption key, through the one service only", async () => {
    const encryptionKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/wraps";
    for (const [source, , arn] of OUTSIDE) {
      const recording = await make({
        keys: [{ id: "k1", source, arn, encryptionKeyArn, publicKeyPem: PUBLIC_KEY }],
      });
      const { policy } = inputsOf(recording, "aws:iam/rolePolicy:RolePolicy", "site-k1");
      const [, decrypt] = (JSON.parse(String(policy)) as { Statement: unknown[] }).Statement;
      assert.deepEqual(decrypt, {
        Sid: "DecryptActiveSigningKey",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: encryptionKeyArn,
        Condition: { StringEquals: { "kms:ViaService": `${source.toLowerCase()}.eu-west-1.amazonaws.com` } },
      });
    }
  });

  it("lets an adopted key of KMS be used for SHA-256 over the policy text alone", async () => {
    const recording = await make({ keys: [{ id: "k1", arn: KMS_ARN }] });
    const { policy } = inputsOf(recording, "aws:iam/rolePolicy:RolePolicy", "site-k1");
    assert.deepEqual((JSON.parse(String(policy)) as { Statement: unknown[] }).Statement, [
      {
        Sid: "UseActiveSigningKey",
        Effect: "Allow",
        Action: "kms:Sign",
        Resource: KMS_ARN,
        Condition: { StringEquals: { "kms:SigningAlgorithm": "ECDSA_SHA_256", "kms:MessageType": "RAW" } },
      },
    ]);
  });

  it("changes one group in place and lets Pulumi create new keys before it deletes old ones", async () => {
    const recording = await make({ keys: [{ id: "k1" }] });
    for (const { type, options } of recording.made) {
      assert.deepEqual([options.deleteBeforeReplace, options.ignoreChanges], [undefined, undefined], type);
    }
    const group = inputsOf(recording, "aws:cloudfront/keyGroup:KeyGroup", "site-group");
    assert.equal(group.name, undefined);
  });

  it("outputs the announced keys by CloudFront's ids", async () => {
    const { component } = await make({
      keys: [
        { id: "k1", state: KeyState.Retired },
        { id: "k2" },
        { id: "k3", state: KeyState.Announced },
        { id: "k4", state: KeyState.Announced, arn: KMS_ARN },
      ],
    });
    assert.deepEqual(await valueOf(component.announcedKeyArns), {
      "site-k3-id": "arn:site-k3",
      "site-k4-id": KMS_ARN,
    });
    assert.deepEqual(await valueOf(component.publicKeyPems), {
      "site-k2-id": PUBLIC_KEY,
      "site-k3-id": PUBLIC_KEY,
      "site-k4-id": PUBLIC_KEY,
    });
  });

  it("adopts a key of KMS by its ARN", async () => {
    const recording = await make({ keys: [{ id: "k1", arn: KMS_ARN }] });
    assert.deepEqual(children(recording), [
      "aws:cloudfront/keyGroup:KeyGroup site-group",
      "aws:cloudfront/publicKey:PublicKey site-k1",
      "aws:iam/rolePolicy:RolePolicy site-k1",
    ]);
    assert.equal(await valueOf(recording.component.signingKeyArn), KMS_ARN);
  });

  it("does not ask for a public key that does not exist yet", async () => {
    const preview = await record(
      (options) => new SigningKeys("site", { keys: [{ id: "k1" }], signer }, options),
      { preview: true },
    );
    assert.deepEqual(
      preview.calls.filter((token) => token.includes("getPublicKey")),
      [],
    );
    const publicKey = inputsOf(preview, "aws:cloudfront/publicKey:PublicKey", "site-k1");
    assert.ok(pulumi.isUnknown(publicKey.encodedKey));
  });

  it("refuses lists without exactly one active key, and keys that lack what their source needs", async () => {
    const refused = async (args: SigningKeysArgs, message: RegExp) => {
      assert.match(await refusal((options) => new SigningKeys("site", args, options)), message);
    };
    await refused({ keys: [] }, /signingKeys is 0; allowed: 1 to 5 keys/);
    await refused({ keys: [{ id: "a" }, { id: "b" }] }, /signingKeys is \["a","b"\]; allowed: exactly one/);
    await refused(
      { keys: [{ id: "a" }, { id: "a", state: KeyState.Retired }] },
      /signingKeys is "a"; allowed: ids that/,
    );
    await refused(
      { keys: [{ id: "a", source: KeySource.Ssm }] },
      /"a".publicKeyPem is missing.*\n.*"a".arn is missing/,
    );
    await refused({ keys: [{ id: "K 1" }] }, /id is "K 1"; allowed: 1 to 20 lower-case/);
  });
});
