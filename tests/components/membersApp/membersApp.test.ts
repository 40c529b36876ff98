import assert from "node:assert/strict";
import { parseConfig } from "../../../app/config";
import { MembersApp, type MembersAppArgs, SecondFactor, SignOut } from "../../../components";
import { APP } from "../support/membersSite";
import { children, inputsOf, PUBLIC_KEY, record, refusal, secretArn, valueOf } from "../support/recorder";

const ARGS: MembersAppArgs = {
  ...APP,
  domainName: "members.example.com",
  securePatterns: ["/premium/*", "/premium-files/*"],
  roleName: "site-role",
  signingKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
  activeKeyId: "K1",
};

const make = (args: Partial<MembersAppArgs> = {}) =>
  record((options) => new MembersApp("site", { ...ARGS, ...args }, options));

type Recorded = Awaited<ReturnType<typeof make>>;

const documentOf = (recording: Recorded) =>
  JSON.parse(
    String(
      inputsOf(recording, "aws:s3/bucketObjectv2:BucketObjectv2", "site-delivery-configuration").content,
    ),
  ) as Record<string, unknown>;

const grantOf = (recording: Recorded) =>
  (
    JSON.parse(String(inputsOf(recording, "aws:iam/rolePolicy:RolePolicy", "site-grant").policy)) as {
      Statement: { Action: string; Resource: string | string[] }[];
    }
  ).Statement.map(({ Action, Resource }) => [Action, Resource]);

const OIDC = { issuer: "https://id.example.com", clientId: "site" };

describe("MembersApp", () => {
  it("writes a document that the members site accepts, with the values that AWS returns", async () => {
    const document = documentOf(await make());
    const config = parseConfig(document);
    assert.equal(config.publicUrl, "https://members.example.com");
    assert.deepEqual(document.oidc, {
      issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool",
      clientId: "site-users-site-id",
      clientSecret: `secretsmanager:${secretArn("site-users-client")}`,
      signOut: "cognito",
    });
    assert.deepEqual(document.session, { keys: `secretsmanager:${secretArn("site-sessions")}` });
    assert.deepEqual(document.signing, {
      key: "kms:arn:aws:kms:eu-west-1:111122223333:key/1",
      keyPairId: "K1",
    });
    assert.deepEqual(
      config.entitlements.map(({ claim }) => claim),
      ["cognito:groups", "cognito:groups"],
    );
    assert.deepEqual(document.accessRequests, {
      topicArn: "arn:aws:sns:eu-west-1:111122223333:site-requests",
    });
  });

  it("creates a user pool with the groups of the entitlements, unless it has an issuer", async () => {
    const groups = (recording: Recorded) =>
      children(recording).filter((one) => one.startsWith("aws:cognito/userGroup"));
    assert.deepEqual(groups(await make()), [
      "aws:cognito/userGroup:UserGroup site-users-members",
      "aws:cognito/userGroup:UserGroup site-users-premium",
    ]);
    const external = await make({ oidc: { ...OIDC, signOut: SignOut.None, scopes: "openid groups" } });
    assert.deepEqual(
      children(external).filter((one) => one.includes("cognito")),
      [],
    );
    assert.deepEqual(documentOf(external).oidc, { ...OIDC, signOut: "none", scopes: "openid groups" });
    assert.equal(parseConfig(documentOf(external)).entitlements[0]?.claim, "groups");
  });

  it("passes second factor and web ACL on to the user pool, and refuses a second factor beside oidc", async () => {
    const recording = await make({ mfa: SecondFactor.Required, webAcl: {} });
    const pool = inputsOf(recording, "aws:cognito/userPool:UserPool", "site-users-pool");
    assert.equal(pool.mfaConfiguration, "ON");
    assert.ok(children(recording).includes("aws:wafv2/webAcl:WebAcl site-users-acl"));
    const args = { ...ARGS, oidc: OIDC, mfa: SecondFactor.Required };
    const message = await refusal((options) => new MembersApp("site", args, options));
    assert.match(
      message,
      /mfa is "required"; allowed: nothing, beside oidc\. To fix: remove it, and require a second factor at the issuer\./,
    );
  });

  it("lets the role read its releases and its secrets, send to its topic, and nothing else", async () => {
    const topic = "arn:aws:sns:eu-west-1:111122223333:site-requests";
    const releases = ["arn:site-delivery-bucket/bundles/*", "arn:site-delivery-bucket/configurations/*"];
    assert.deepEqual(grantOf(await make()), [
      ["s3:GetObject", releases],
      ["secretsmanager:GetSecretValue", [secretArn("site-sessions"), secretArn("site-users-client")]],
      ["sns:Publish", topic],
    ]);
    assert.deepEqual(grantOf(await make({ oidc: OIDC })), [
      ["s3:GetObject", releases],
      ["secretsmanager:GetSecretValue", [secretArn("site-sessions")]],
      ["sns:Publish", topic],
    ]);
    const parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/site/client";
    assert.deepEqual(grantOf(await make({ oidc: { ...OIDC, clientSecretArn: parameter } })).slice(1, 3), [
      ["secretsmanager:GetSecretValue", [secretArn("site-sessions")]],
      ["ssm:GetParameter", [parameter]],
    ]);
  });

  it("keeps two generations of session keys as one secret, the newest first, and none that was dropped", async () => {
    const sessions = (recording: Recorded) =>
      recording.made.find(({ type, name }) => type.endsWith(":SecretVersion") && name === "site-sessions");
    const base64 = (name: string) => Buffer.from(name).toString("base64");
    const first = sessions(await make());
    assert.deepEqual(
      [first?.secrets, first?.inputs.secretString],
      [["secretString"], base64("site-session-1")],
    );
    const later = await make({ sessionKeyGeneration: 3 });
    assert.equal(
      sessions(later)?.inputs.secretString,
      `${base64("site-session-3")}\n${base64("site-session-2")}`,
    );
    const dropped = await make({ sessionKeyGeneration: 3, droppedSessionKeyGenerations: [2] });
    assert.equal(sessions(dropped)?.inputs.secretString, base64("site-session-3"));
    assert.ok(!children(dropped).some((one) => one.endsWith("site-session-2")), "nor does the state keep it");
    // A rotation is no release: the document and the instances stay as they are.
    assert.deepEqual(documentOf(later), documentOf(await make()));
  });

  it("names keys that are announced in one order, so that another order in the program is no release", async () => {
    const arn = (id: string) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`;
    const one = await make({ announcedKeyArns: { K3: arn("3"), K2: arn("2") } });
    const other = await make({ announcedKeyArns: { K2: arn("2"), K3: arn("3") } });
    assert.deepEqual(documentOf(one), documentOf(other));
    assert.deepEqual(parseConfig(documentOf(one)).signing.announced, [
      { key: `kms:${arn("2")}`, keyPairId: "K2" },
      { key: `kms:${arn("3")}`, keyPairId: "K3" },
    ]);
  });

  it("has the public halves of the signing keys in one order, by which signed cookies are verified once more", async () => {
    const one = await make({ publicKeyPems: { K3: PUBLIC_KEY, K2: PUBLIC_KEY } });
    const other = await make({ publicKeyPems: { K2: PUBLIC_KEY, K3: PUBLIC_KEY } });
    assert.equal(JSON.stringify(documentOf(one)), JSON.stringify(documentOf(other)));
    assert.deepEqual(parseConfig(documentOf(one)).signing.publicKeys, { K2: PUBLIC_KEY, K3: PUBLIC_KEY });
  });

  it("gives instances the locations and hashes of releases in their environment, and no secret", async () => {
    const recording = await make();
    const environment = await valueOf(recording.component.environment);
    assert.deepEqual(Object.keys(environment), [
      "AWS_REGION",
      "APP_BUNDLE",
      "APP_BUNDLE_SHA256",
      "APP_CONFIG",
      "APP_CONFIG_SHA256",
    ]);
    assert.match(
      environment.APP_CONFIG ?? "",
      new RegExp(`/${environment.APP_CONFIG_SHA256 ?? "-"}\\.json$`),
    );
    const told = JSON.stringify([environment, documentOf(recording)]);
    assert.ok(!told.includes("secret of"));
    assert.ok(!told.includes(Buffer.from("site-session-1").toString("base64")));
  });

  it("gives no secret, topic or pool a name of its own", async () => {
    const named = (await make()).made
      .filter(({ type }) => /:(Secret|Topic|UserPool|UserPoolClient|Bucket)$/.test(type))
      .map(({ inputs }) => [inputs.name, inputs.bucket]);
    assert.ok(named.length >= 6);
    assert.deepEqual(
      named.flat().filter((name) => name !== undefined),
      [],
    );
  });

  it("sends requests for access to an encrypted topic, and to the given address", async () => {
    const recording = await make({ accessRequestEmail: "desk@example.com" });
    assert.equal(inputsOf(recording, "aws:sns/topic:Topic", "site-requests").kmsMasterKeyId, "alias/aws/sns");
    assert.deepEqual(inputsOf(recording, "aws:sns/topicSubscription:TopicSubscription", "site-requests"), {
      topic: "arn:aws:sns:eu-west-1:111122223333:site-requests",
      protocol: "email",
      endpoint: "desk@example.com",
    });
    assert.ok(!children(await make()).some((one) => one.includes("topicSubscription")));
  });

  it("refuses what the members site would refuse, and a folder that no signature protects", async () => {
    const [rule] = APP.entitlements;
    assert.ok(rule !== undefined);
    const told = async (args: Partial<MembersAppArgs>) =>
      (await refusal((options) => new MembersApp("site", { ...ARGS, ...args }, options)))
        .split("\n")
        .map((line) => line.replace('MembersApp "site": ', ""));
    const one = (line: RegExp, lines: string[]) => {
      assert.equal(lines.length, 1, lines.join("\n"));
      assert.match(lines[0] ?? "", line);
    };
    one(
      /^entitlements\[0\]\.minutes is 60: .* To fix: correct entitlements\[0\]\.minutes\.$/,
      await told({ entitlements: [{ ...rule, minutes: 60 }] }),
    );
    one(
      /^entitlements\[0\]\.prefix is "\/open\/"; allowed: a folder in securePaths \(\/premium\/\*, /,
      await told({ entitlements: [{ ...rule, prefix: "/open/" }] }),
    );
    one(/^sessionMinutes is 3: /, await told({ sessionMinutes: 3 }));
    one(/^sessionKeyGeneration is 0; /, await told({ sessionKeyGeneration: 0 }));
    assert.deepEqual(await told({ sessionKeyGeneration: 2, droppedSessionKeyGenerations: [1, 2] }), [
      "droppedSessionKeyGenerations is [1,2]; allowed: generations before 2, the one in use. To fix: raise sessionKeyGeneration first, then drop the old one.",
    ]);
    one(/^accessRequestEmail is "desk"; /, await told({ accessRequestEmail: "desk" }));
    one(
      /^oidc\.issuer is "http:\/\/id\.example\.com": /,
      await told({ oidc: { ...OIDC, issuer: "http://id.example.com" } }),
    );
    one(/^the group is "Premium"; /, await told({ entitlements: [{ ...rule, anyOf: ["Premium"] }] }));
    one(
      /^cookieDomain is "example\.com": must be members\.example\.com, the host of which the other one is a subdomain\. To fix: correct cookieDomain\.$/,
      await told({
        additionalDomainNames: ["content.members.example.com"],
        contentUrl: "https://content.members.example.com",
        cookieDomain: "example.com",
      }),
    );
    one(
      /^contentUrl is "https:\/\/content\.members\.example\.com"; allowed: .*additionalDomainNames\.$/,
      await told({ contentUrl: "https://content.members.example.com", cookieDomain: "members.example.com" }),
    );
  });

  it("serves content under another name of the site in the two-host form", async () => {
    const recording = await make({
      additionalDomainNames: ["content.members.example.com"],
      contentUrl: "https://content.members.example.com",
      cookieDomain: "members.example.com",
    });
    const { contentUrl, cookieDomain } = parseConfig(documentOf(recording));
    assert.deepEqual(
      [contentUrl, cookieDomain],
      ["https://content.members.example.com", "members.example.com"],
    );
  });
});
