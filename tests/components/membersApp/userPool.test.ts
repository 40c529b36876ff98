import assert from "node:assert/strict";
import { SecondFactor, UserPool, type UserPoolArgs, WebAclAction } from "../../../components";
import { domainPrefix } from "../../../components/membersApp/plan/userPoolSettings";
import { children, inputsOf, record, refusal, secretArn, valueOf } from "../support/recorder";

const ARGS: UserPoolArgs = { url: "https://members.example.com", groups: ["members", "premium"] };
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
const POOL = "aws:cognito/userPool:UserPool";

const make = (args: Partial<UserPoolArgs> = {}) =>
  record((options) => new UserPool("site", { ...ARGS, ...args }, options));

describe("UserPool", () => {
  it("is a pool with a sign-in page, a group for each membership, and one client with its secret kept", async () => {
    assert.deepEqual(
      children(await make()),
      [
        `${POOL} site-pool`,
        `${CLIENT} site-site`,
        "aws:cognito/userPoolDomain:UserPoolDomain site-domain",
        "aws:cognito/userGroup:UserGroup site-members",
        "aws:cognito/userGroup:UserGroup site-premium",
        "aws:secretsmanager/secret:Secret site-client",
        "aws:secretsmanager/secretVersion:SecretVersion site-client",
        "random:index/randomId:RandomId site-domain",
      ].sort(),
    );
  });

  it("allows no sign-up, unverified address or short password, and offers a second factor", async () => {
    const inputs = inputsOf(await make(), POOL, "site-pool");
    assert.deepEqual(inputs, {
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      passwordPolicy: { minimumLength: 14, temporaryPasswordValidityDays: 7 },
      mfaConfiguration: "OPTIONAL",
      softwareTokenMfaConfiguration: { enabled: true },
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      deletionProtection: "INACTIVE",
    });
    const kept = inputsOf(await make({ deletionProtection: true }), POOL, "site-pool");
    assert.equal(kept.deletionProtection, "ACTIVE");
  });

  it("requires a second factor of everybody, or has none, by its setting", async () => {
    const factor = async (mfa: SecondFactor) => {
      const inputs = inputsOf(await make({ mfa }), POOL, "site-pool");
      return [inputs.mfaConfiguration, inputs.softwareTokenMfaConfiguration];
    };
    assert.deepEqual(await factor(SecondFactor.Required), ["ON", { enabled: true }]);
    assert.deepEqual(await factor(SecondFactor.Optional), ["OPTIONAL", { enabled: true }]);
    assert.deepEqual(await factor(SecondFactor.Off), ["OFF", undefined]);
  });

  it("puts a web ACL of the pool's region in front of the sign-in page, where there is a web ACL", async () => {
    const recording = await make({ webAcl: { action: WebAclAction.Count, signInsPerFiveMinutes: 20 } });
    const acl = inputsOf(recording, "aws:wafv2/webAcl:WebAcl", "site-acl");
    assert.deepEqual([acl.scope, acl.region, acl.defaultAction], ["REGIONAL", undefined, { allow: {} }]);
    assert.match(JSON.stringify(acl.rules), /"limit":20/);
    assert.doesNotMatch(JSON.stringify(acl.rules), /"block"|"sampledRequestsEnabled":true/);
    const association = "aws:wafv2/webAclAssociation:WebAclAssociation";
    assert.deepEqual(inputsOf(recording, association, "site-acl"), {
      resourceArn: "arn:site-pool",
      webAclArn: "arn:site-acl",
    });
    assert.deepEqual(
      children(await make()).filter((child) => child.includes("wafv2")),
      [],
    );
    const wrong = { webAcl: { signInsPerFiveMinutes: 1 } };
    const message = await refusal((options) => new UserPool("site", { ...ARGS, ...wrong }, options));
    assert.match(message, /webAcl\.signInsPerFiveMinutes is 1; allowed: a whole number from 10 to/);
  });

  it("gives the site's client the code flow back to the site, and no flow that sends passwords", async () => {
    const inputs = inputsOf(await make({ renewableHours: 4 }), CLIENT, "site-site");
    assert.deepEqual(inputs, {
      userPoolId: "site-pool-id",
      generateSecret: true,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: ["openid", "email", "profile"],
      callbackUrls: ["https://members.example.com/callback"],
      logoutUrls: ["https://members.example.com/"],
      supportedIdentityProviders: ["COGNITO"],
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      accessTokenValidity: 60,
      idTokenValidity: 60,
      refreshTokenValidity: 4,
      tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "hours" },
    });
  });

  it("keeps the client's secret in Secrets Manager, and outputs only its ARN", async () => {
    const recording = await make();
    const version = recording.made.find(({ type }) => type.endsWith(":SecretVersion"));
    assert.deepEqual(version?.secrets, ["secretString"]);
    assert.equal(version.inputs.secretString, "secret of site-site");
    const { component } = recording;
    assert.equal(await valueOf(component.clientSecretArn), secretArn("site-client"));
    assert.equal(
      await valueOf(component.issuer),
      "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool",
    );
  });

  it("has a sign-in page under a valid and unique name", async () => {
    const domain = inputsOf(await make(), "aws:cognito/userPoolDomain:UserPoolDomain", "site-domain");
    assert.deepEqual([domain.domain, domain.managedLoginVersion], ["members-example-com-0a1b2c3d", 1]);
    const valid = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
    for (const host of [
      "aws.example.com",
      "amazon.aws",
      "cognito",
      "a.b",
      `${"long-name.".repeat(9)}example.com`,
    ]) {
      const prefix = domainPrefix(host, "0a1b2c3d");
      assert.match(prefix, valid);
      assert.doesNotMatch(prefix, /aws|amazon|cognito|--/);
      assert.match(prefix, /-0a1b2c3d$/);
    }
  });

  it("refuses groups whose names neither Pulumi nor people could keep apart", async () => {
    const message = await refusal(
      (options) => new UserPool("site", { ...ARGS, groups: ["Premium Members"] }, options),
    );
    assert.match(message, /the group is "Premium Members"; .*oidc/);
  });
});
