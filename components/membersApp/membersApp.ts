import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as iam from "@pulumi/aws/iam";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { WebAclLimitsArgs } from "../cloudfront/webAcl";
import { encryptionKeyGrant } from "../encryption/plan/encryptionKeyPolicy";
import { refuseProblems } from "../internal/argumentError";
import type { EveryArgument } from "../internal/everyArgument";
import { checkLate, prefixed } from "../internal/late/lateChecks";
import { componentNameProblems } from "../internal/names";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import type { AppArgs } from "./appArgs";
import { AppDelivery, type AppDeliveryArgs, bundleProblems } from "./appDelivery";
import {
  appProblems,
  configurationDocument,
  memberGroups,
  type SiteNames,
  sessionKeyGenerations,
} from "./plan/appDocument";
import { applicationGrant } from "./plan/applicationGrant";
import { namesOf } from "./plan/appNames";
import { groupProblems } from "./plan/userPoolSettings";
import { UserPool, type UserPoolArgs } from "./userPool";

/** Arguments of the members site on instances. */
export interface MembersAppArgs extends AppArgs {
  /** The site's main name, such as `members.example.com`. */
  domainName: pulumi.Input<string>;
  /** Further names that the site answers to. Default: none. */
  additionalDomainNames?: pulumi.Input<string>[];
  /** Patterns of the paths that need a signature. */
  securePatterns: string[];
  /** Name of the role of the instances. */
  roleName: pulumi.Input<string>;
  /** ARN of the active signing key. */
  signingKeyArn: pulumi.Input<string>;
  /** CloudFront's id of the active signing key. */
  activeKeyId: pulumi.Input<string>;
  /** ARNs of the signing keys that are announced, by CloudFront's ids. Default: none. */
  announcedKeyArns?: pulumi.Input<{ [keyId: string]: pulumi.Input<string> }>;
  /** Public halves of the signing keys as PEM text, by CloudFront's ids. Default: none, and only CloudFront verifies signatures. */
  publicKeyPems?: pulumi.Input<{ [keyId: string]: pulumi.Input<string> }>;
  /**
   * ARN of a KMS key that encrypts secrets, releases and the topic of requests for access; its policy lets the account use
   * it through Secrets Manager, S3 and SNS. Default: none, and AWS's own keys are used.
   */
  encryptionKeyArn?: pulumi.Input<string>;
  /** Web ACL of the user pool that is created here. Default: none. */
  webAcl?: WebAclLimitsArgs;
  /** Protects the user pool from deletion. Default: false. */
  deletionProtection?: boolean;
  /** Tags for all resources that can have them. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/** The issuer of identity tokens, and the site's client at it. */
interface Issuer {
  issuer: pulumi.Input<string>;
  clientId: pulumi.Input<string>;
  clientSecretArn: pulumi.Input<string> | undefined;
}

/**
 * The resources of the members site: its user pool, the keys of its sessions, the topic of requests for access, its bundle
 * and configuration in a private bucket, and the permissions of its role for these.
 *
 * Instances depend on it, and need its `environment`.
 *
 * @example
 * new MembersApp("site", {
 *   bundle: "app/dist/app.mjs",
 *   entitlements: [{ name: "studio", title: "Studio", anyOf: ["members"], prefix: "/premium/", access: AccessForm.Cookies }],
 *   domainName: "members.example.com",
 *   securePatterns: ["/premium/*"],
 *   roleName: role.name,
 *   signingKeyArn: keys.signingKeyArn,
 *   activeKeyId: keys.activeKeyId,
 * });
 */
export class MembersApp extends pulumi.ComponentResource {
  /** Variables of the environment of the boot script. */
  public readonly environment!: pulumi.Output<{ [name: string]: string }>;
  /** Location of the configuration document, as `s3://bucket/key`. */
  public readonly configurationUri!: pulumi.Output<string>;
  /** The issuer of identity tokens. */
  public readonly issuer!: pulumi.Output<string>;
  /** Id of the user pool; only for a site that creates one. */
  public readonly userPoolId!: pulumi.Output<string | undefined>;
  /** ARN of the topic of requests for access. */
  public readonly accessRequestTopicArn!: pulumi.Output<string>;

  constructor(name: string, args: MembersAppArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("MembersApp", name, args);
    refuseProblems("MembersApp", name, opts, [...componentNameProblems(name), ...membersAppProblems(args)]);
    super("secure-origin:index:MembersApp", name, {}, opts);
    const { tags } = args;
    const child = { parent: this };
    const names = checkLate("MembersApp", name, namesOf(args), (known) =>
      membersAppProblems({ ...args, ...known }),
    );
    const url = prefixed("https://", names.domainName);
    const encryptionKeyArn = this.grantKey(name, args);

    const directory =
      args.oidc === undefined
        ? new UserPool(
            `${name}-users`,
            {
              url,
              groups: memberGroups(args),
              renewableHours: args.sessionMaxHours,
              mfa: args.mfa,
              webAcl: args.webAcl,
              encryptionKeyArn,
              deletionProtection: args.deletionProtection,
              tags,
            } satisfies EveryArgument<UserPoolArgs>,
            child,
          )
        : undefined;
    const { issuer, clientId, clientSecretArn } = issuerOf(args, directory);
    const sessionKeysArn = this.sessionKeys(name, { ...args, ...names }, encryptionKeyArn);
    const topicArn = this.topic(name, { ...args, ...names }, encryptionKeyArn);
    const deployed = pulumi.output({
      issuer,
      clientId,
      clientSecretArn,
      sessionKeysArn,
      topicArn,
      signingKeyArn: args.signingKeyArn,
      activeKeyId: args.activeKeyId,
      announcedKeyArns: args.announcedKeyArns ?? {},
      publicKeyPems: args.publicKeyPems ?? {},
    });
    const addresses = pulumi.output({
      publicUrl: url,
      contentUrl: names.contentUrl,
      cookieDomain: names.cookieDomain,
    });
    const delivery = new AppDelivery(
      `${name}-delivery`,
      {
        bundle: args.bundle,
        configuration: pulumi
          .all([addresses, deployed])
          .apply(([site, values]) => JSON.stringify(configurationDocument(args, site, values), null, 2)),
        encryptionKeyArn,
        tags,
      } satisfies EveryArgument<AppDeliveryArgs>,
      child,
    );
    new iam.RolePolicy(
      `${name}-grant`,
      {
        role: args.roleName,
        policy: pulumi
          .all([delivery.releaseArns, deployed])
          .apply(([objectArns, { sessionKeysArn: keys, clientSecretArn: secret, topicArn: topic }]) =>
            applicationGrant({
              objectArns,
              secretArns: secret === undefined ? [keys] : [keys, secret],
              topicArn: topic,
            }),
          ),
      },
      child,
    );

    this.registerOutputs(
      publishOutputs<MembersApp>(this, {
        environment: pulumi
          .output({
            AWS_REGION: getRegionOutput({}, child).region,
            APP_BUNDLE: delivery.bundleUri,
            APP_BUNDLE_SHA256: delivery.bundleHash,
            APP_CONFIG: delivery.configurationUri,
            APP_CONFIG_SHA256: delivery.configurationHash,
          })
          .apply((variables): { [name: string]: string } => ({ ...variables })),
        configurationUri: delivery.configurationUri,
        issuer,
        userPoolId: directory?.userPoolId,
        accessRequestTopicArn: topicArn,
      }),
    );
  }

  /**
   * Allows the role to use the encryption key.
   *
   * @returns the ARN of the key, known only once the role may use it, so that nothing is encrypted that it cannot read
   */
  private grantKey(
    name: string,
    { roleName, encryptionKeyArn }: MembersAppArgs,
  ): pulumi.Output<string> | undefined {
    if (encryptionKeyArn === undefined) {
      return undefined;
    }
    const grant = new iam.RolePolicy(
      `${name}-encryption`,
      { role: roleName, policy: pulumi.output(encryptionKeyArn).apply(encryptionKeyGrant) },
      { parent: this },
    );
    return pulumi.all([encryptionKeyArn, grant.id]).apply(([arn]) => arn);
  }

  /** Creates the keys that seal sessions. The application reads them every minute, so a rotation needs no release. */
  private sessionKeys(
    name: string,
    args: MembersAppArgs,
    kmsKeyId: pulumi.Output<string> | undefined,
  ): pulumi.Output<string> {
    const child = { parent: this };
    const { sessionKeyGeneration = 1, droppedSessionKeyGenerations = [] } = args;
    const keys = sessionKeyGenerations(sessionKeyGeneration, droppedSessionKeyGenerations).map(
      (generation) => new random.RandomBytes(`${name}-session-${generation}`, { length: 32 }, child).base64,
    );
    const secret = new secretsmanager.Secret(
      `${name}-sessions`,
      {
        description: prefixed("Keys that seal the sessions of ", args.domainName),
        // Without them, members only have to sign in again.
        recoveryWindowInDays: 7,
        kmsKeyId,
        tags: args.tags,
      },
      child,
    );
    const version = new secretsmanager.SecretVersion(
      `${name}-sessions`,
      {
        secretId: secret.id,
        secretString: pulumi.secret(pulumi.all(keys).apply((texts) => texts.join("\n"))),
      },
      child,
    );
    // Of the version, not of the secret: known only once the value can be read.
    return version.secretArn;
  }

  private topic(
    name: string,
    { accessRequestEmail, domainName, tags }: MembersAppArgs,
    encryptionKeyArn: pulumi.Output<string> | undefined,
  ): pulumi.Output<string> {
    const child = { parent: this };
    const topic = new sns.Topic(
      `${name}-requests`,
      {
        displayName: pulumi
          .output(domainName)
          .apply((known) => `Requests for access to ${known}`.slice(0, 100)),
        // Unless there is a key: AWS's own for SNS, which publishers of the account may use.
        kmsMasterKeyId: encryptionKeyArn ?? "alias/aws/sns",
        tags,
      },
      child,
    );
    if (accessRequestEmail !== undefined) {
      new sns.TopicSubscription(
        `${name}-requests`,
        { topic: topic.arn, protocol: "email", endpoint: accessRequestEmail },
        child,
      );
    }
    return topic.arn;
  }
}

function issuerOf({ oidc }: AppArgs, directory: UserPool | undefined): Issuer {
  if (directory !== undefined) {
    return directory;
  }
  return {
    issuer: oidc?.issuer ?? "",
    clientId: oidc?.clientId ?? "",
    clientSecretArn: oidc?.clientSecretArn,
  };
}

/** The arguments that are validated. */
type KnownArgs = AppArgs & Pick<MembersAppArgs, "domainName" | "additionalDomainNames" | "securePatterns">;

/** Validates the arguments of the members site that are known before deployment. */
export function membersAppProblems(args: KnownArgs): string[] {
  const site: SiteNames = {
    names: [args.domainName, ...(args.additionalDomainNames ?? [])],
    securePatterns: args.securePatterns,
  };
  return [
    ...bundleProblems(args.bundle),
    ...appProblems(args, site),
    ...(args.oidc === undefined ? groupProblems(memberGroups(args)) : []),
  ];
}
