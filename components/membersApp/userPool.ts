import * as cognito from "@pulumi/aws/cognito";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type WebAclLimitsArgs, webAclProblems } from "../cloudfront/webAcl";
import { refuseProblems } from "../internal/argumentError";
import { componentNameProblems } from "../internal/names";
import { rangeProblems } from "../internal/problem";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import { SecondFactor } from "./appArgs";
import { domainPrefix, groupProblems } from "./plan/userPoolSettings";
import { createUserPoolWebAcl } from "./userPoolWebAcl";

/** Arguments of a user pool of members. */
export interface UserPoolArgs {
  /** URL of the site: `https://` and its name. Signing in leads to `/callback`, signing out to `/`. */
  url: pulumi.Input<string>;
  /** Groups of members, which identity tokens list in `cognito:groups`. */
  groups: string[];
  /** Hours for which a session can be renewed without signing in again, 1 to 24. Default: 8. */
  renewableHours?: number;
  /** Whether members sign in with a second factor. Default: optional. */
  mfa?: SecondFactor;
  /** Web ACL of the sign-in page. Default: none. */
  webAcl?: WebAclLimitsArgs;
  /** ARN of the KMS key that encrypts the secret of the client. Default: none, and Secrets Manager uses its own. */
  encryptionKeyArn?: pulumi.Input<string>;
  /** Protects the user pool from deletion; switch it off in an update before a destroy. Default: false. */
  deletionProtection?: boolean;
  /** Tags for all resources that can have them. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/** Hours for which a session can be renewed where nothing else is chosen. */
const DEFAULT_RENEWABLE_HOURS = 8;

/**
 * A Cognito user pool with a sign-in page, the groups of members, and a confidential client for the site.
 *
 * Users do not sign themselves up: an administrator creates them and adds them to groups.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html
 * @example new UserPool("site", { url: "https://members.example.com", groups: ["members", "premium"] })
 */
export class UserPool extends pulumi.ComponentResource {
  /** Id of the user pool. */
  public readonly userPoolId!: pulumi.Output<string>;
  /** The issuer, as identity tokens name it. */
  public readonly issuer!: pulumi.Output<string>;
  /** Id of the site's client. */
  public readonly clientId!: pulumi.Output<string>;
  /** ARN of the secret in Secrets Manager that holds the client's secret. */
  public readonly clientSecretArn!: pulumi.Output<string>;

  constructor(name: string, args: UserPoolArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("UserPool", name, args);
    refuseProblems("UserPool", name, opts, [...componentNameProblems(name), ...userPoolProblems(args)]);
    super("secure-origin:index:UserPool", name, {}, opts);

    const pool = this.pool(name, args);
    this.signInPage(name, args, pool);
    if (args.webAcl !== undefined) {
      createUserPoolWebAcl({ name, parent: this, tags: args.tags }, pool, args.webAcl);
    }
    for (const group of args.groups) {
      new cognito.UserGroup(`${name}-${group}`, { userPoolId: pool.id, name: group }, { parent: this });
    }
    const client = this.client(name, args, pool);
    const secret = new secretsmanager.Secret(
      `${name}-client`,
      {
        description: `Secret of the client of ${name} at its user pool`,
        // Cognito returns it again, so nothing is lost with it.
        recoveryWindowInDays: 7,
        kmsKeyId: args.encryptionKeyArn,
        tags: args.tags,
      },
      { parent: this },
    );
    const version = new secretsmanager.SecretVersion(
      `${name}-client`,
      { secretId: secret.id, secretString: client.clientSecret },
      { parent: this },
    );

    this.registerOutputs(
      publishOutputs<UserPool>(this, {
        userPoolId: pool.id,
        issuer: pulumi.interpolate`https://${pool.endpoint}`,
        clientId: client.id,
        // Of the version, not of the secret: known only once the value can be read.
        clientSecretArn: version.secretArn,
      }),
    );
  }

  private pool(
    name: string,
    { mfa = SecondFactor.Optional, deletionProtection = false, tags }: UserPoolArgs,
  ): cognito.UserPool {
    return new cognito.UserPool(
      `${name}-pool`,
      {
        // The user name is the e-mail address, whatever its case.
        usernameAttributes: ["email"],
        usernameConfiguration: { caseSensitive: false },
        autoVerifiedAttributes: ["email"],
        // A new address is used once it is verified, so nobody gets another's account by a typing error.
        userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
        adminCreateUserConfig: { allowAdminCreateUserOnly: true },
        // Length makes a password hard to guess; required kinds of characters only make it hard to remember.
        passwordPolicy: { minimumLength: 14, temporaryPasswordValidityDays: 7 },
        ...secondFactor(mfa),
        accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
        deletionProtection: deletionProtection ? "ACTIVE" : "INACTIVE",
        tags,
      },
      { parent: this },
    );
  }

  private signInPage(name: string, { url }: UserPoolArgs, pool: cognito.UserPool): void {
    const suffix = new random.RandomId(`${name}-domain`, { byteLength: 4 }, { parent: this });
    new cognito.UserPoolDomain(
      `${name}-domain`,
      {
        userPoolId: pool.id,
        domain: pulumi
          .all([url, suffix.hex])
          .apply(([address, text]) => domainPrefix(new URL(address).hostname, text)),
        // The classic page works as it is; the newer one shows nothing without a style.
        managedLoginVersion: 1,
      },
      // A pool has one prefix at a time, so none can be replaced while people sign in; it stays when the site's name changes.
      { parent: this, ignoreChanges: ["domain"] },
    );
  }

  private client(
    name: string,
    { url, renewableHours = DEFAULT_RENEWABLE_HOURS }: UserPoolArgs,
    pool: cognito.UserPool,
  ): cognito.UserPoolClient {
    return new cognito.UserPoolClient(
      `${name}-site`,
      {
        userPoolId: pool.id,
        // Confidential, with PKCE as well, which Cognito checks whenever it is sent.
        generateSecret: true,
        allowedOauthFlowsUserPoolClient: true,
        allowedOauthFlows: ["code"],
        allowedOauthScopes: ["openid", "email", "profile"],
        callbackUrls: [pulumi.interpolate`${url}/callback`],
        logoutUrls: [pulumi.interpolate`${url}/`],
        supportedIdentityProviders: ["COGNITO"],
        // The sign-in page offers what the client allows. With SRP no password is sent, and only the site, which has the
        // client's secret, can begin one: passwords are typed on Cognito's page and nowhere else.
        // https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-managedlogin.html
        explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
        preventUserExistenceErrors: "ENABLED",
        enableTokenRevocation: true,
        accessTokenValidity: 60,
        idTokenValidity: 60,
        refreshTokenValidity: renewableHours,
        tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "hours" },
      },
      { parent: this },
    );
  }
}

/**
 * Allows authenticator applications only: text messages can be intercepted with the telephone number.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
 */
function secondFactor(
  mfa: SecondFactor,
): Pick<cognito.UserPoolArgs, "mfaConfiguration" | "softwareTokenMfaConfiguration"> {
  if (mfa === SecondFactor.Off) {
    return { mfaConfiguration: "OFF" };
  }
  return {
    mfaConfiguration: mfa === SecondFactor.Required ? "ON" : "OPTIONAL",
    softwareTokenMfaConfiguration: { enabled: true },
  };
}

function userPoolProblems({
  groups,
  renewableHours = DEFAULT_RENEWABLE_HOURS,
  webAcl = {},
}: UserPoolArgs): string[] {
  return [
    ...groupProblems(groups),
    ...rangeProblems("renewableHours", renewableHours, 1, 24, "a session ends within a day"),
    ...webAclProblems(webAcl, "webAcl."),
  ];
}
