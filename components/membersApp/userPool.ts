import * as cognito from "@pulumi/aws/cognito";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type WebAclLimitsArgs, webAclProblems } from "../cloudfront/webAcl";
import { refuseProblems } from "../internal/argumentError";
import { componentNameProblems } from "../internal/names";
import { rangeProblems } from "../internal/problem";
import { publishOutputs } from "../internal/publishOutputs";
import { SecondFactor } from "./appArgs";
import { domainPrefix, groupProblems } from "./plan/userPoolSettings";
import { guardUserPool } from "./userPoolWebAcl";

/** Arguments of a directory of members. */
export interface UserPoolArgs {
  /** Where the site is: `https://` and its name. People come back to `/callback` from signing in, to `/` from signing out. */
  url: string;
  /** Groups that members may be put into; the identity token names them in `cognito:groups`. */
  groups: string[];
  /** Hours for which a session can be renewed without signing in again, 1 to 24. Default: 8. */
  renewableHours?: number;
  /** Whether people prove themselves by a second factor. Default: optional. */
  mfa?: SecondFactor;
  /** Web ACL in front of the sign-in page. Default: none. */
  webAcl?: WebAclLimitsArgs;
  /** Refuses the deletion of the user pool; switch it off in an update before a destroy. Default: false. */
  deletionProtection?: boolean;
  /** Tags for what can carry them. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * Who the members are: a Cognito user pool with a sign-in page, the groups of the memberships, and one confidential
 * client for the site.
 *
 * People do not sign themselves up: whoever answers their request makes the user and puts it into a group.
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
    refuseProblems("UserPool", name, opts, [...componentNameProblems(name), ...directoryProblems(args)]);
    super("secure-origin:index:UserPool", name, {}, opts);

    const pool = this.pool(name, args);
    this.signInPage(name, args, pool);
    if (args.webAcl !== undefined) {
      guardUserPool({ name, parent: this, tags: args.tags }, pool, args.webAcl);
    }
    for (const group of args.groups) {
      new cognito.UserGroup(`${name}-${group}`, { userPoolId: pool.id, name: group }, { parent: this });
    }
    const client = this.client(name, args, pool);
    const secret = new secretsmanager.Secret(
      `${name}-client`,
      {
        description: `Secret of the client of ${name} at its user pool`,
        // Cognito tells it again: nothing is lost with it.
        recoveryWindowInDays: 7,
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
        // One name for a person: the e-mail address, however it is written.
        usernameAttributes: ["email"],
        usernameConfiguration: { caseSensitive: false },
        autoVerifiedAttributes: ["email"],
        // A new address counts when it is proved, so nobody takes over another's by a typing error.
        userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
        adminCreateUserConfig: { allowAdminCreateUserOnly: true },
        // Length is what makes a password hard to guess; kinds of characters only make it hard to keep.
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
        domain: suffix.hex.apply((text) => domainPrefix(new URL(url).hostname, text)),
        // The classic page works as it is; the newer one shows nothing until somebody has given it a style.
        managedLoginVersion: 1,
      },
      { parent: this },
    );
  }

  private client(
    name: string,
    { url, renewableHours = 8 }: UserPoolArgs,
    pool: cognito.UserPool,
  ): cognito.UserPoolClient {
    return new cognito.UserPoolClient(
      `${name}-site`,
      {
        userPoolId: pool.id,
        // Confidential, and PKCE beside it, which Cognito checks whenever it is sent.
        generateSecret: true,
        allowedOauthFlowsUserPoolClient: true,
        allowedOauthFlows: ["code"],
        allowedOauthScopes: ["openid", "email", "profile"],
        callbackUrls: [`${url}/callback`],
        logoutUrls: [`${url}/`],
        supportedIdentityProviders: ["COGNITO"],
        // Passwords are typed on Cognito's page and nowhere else.
        explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
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
 * A code of an authenticator application alone: a text message can be taken over with the telephone number.
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

/** Says what is wrong with the arguments of a directory. */
function directoryProblems({ groups, renewableHours = 8, webAcl = {} }: UserPoolArgs): string[] {
  return [
    ...groupProblems(groups),
    ...rangeProblems("renewableHours", renewableHours, 1, 24, "a session ends within a day"),
    ...webAclProblems(webAcl, "webAcl."),
  ];
}
