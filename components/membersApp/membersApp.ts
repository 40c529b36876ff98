import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as iam from "@pulumi/aws/iam";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { WebAclLimitsArgs } from "../cloudfront/webAcl";
import { refuseProblems } from "../internal/argumentError";
import { componentNameProblems } from "../internal/names";
import { publishOutputs } from "../internal/publishOutputs";
import type { AppArgs } from "./appArgs";
import { AppDelivery, bundleProblems } from "./appDelivery";
import {
  appProblems,
  configurationDocument,
  memberGroups,
  type SiteFacts,
  sessionKeyGenerations,
} from "./plan/appDocument";
import { applicationGrant } from "./plan/applicationGrant";
import { groupProblems } from "./plan/userPoolSettings";
import { UserPool } from "./userPool";

/** Arguments of the members site as an application on instances. */
export interface MembersAppArgs extends AppArgs {
  /** The site's main name, such as `members.example.com`. */
  domainName: string;
  /** Further names that the site answers to. Default: none. */
  additionalDomainNames?: string[];
  /** Patterns of the paths that need a signature. */
  securePatterns: string[];
  /** Name of the role that the instances act as. */
  roleName: pulumi.Input<string>;
  /** ARN of the active signing key. */
  signingKeyArn: pulumi.Input<string>;
  /** CloudFront's id of the active signing key. */
  activeKeyId: pulumi.Input<string>;
  /** ARNs of the signing keys that are announced, by CloudFront's ids. Default: none. */
  announcedKeyArns?: pulumi.Input<{ [keyId: string]: pulumi.Input<string> }>;
  /** Public halves of the signing keys as PEM text, by CloudFront's ids. Default: none, and only CloudFront verifies. */
  publicKeyPems?: pulumi.Input<{ [keyId: string]: pulumi.Input<string> }>;
  /** Web ACL in front of the sign-in page of the user pool that is made here. Default: none. */
  webAcl?: WebAclLimitsArgs;
  /** Refuses the deletion of the user pool. Default: false. */
  deletionProtection?: boolean;
  /** Tags for everything that can carry them. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/** Who the site asks who people are. */
interface Issuer {
  issuer: pulumi.Input<string>;
  clientId: pulumi.Input<string>;
  clientSecretArn: pulumi.Input<string> | undefined;
}

/**
 * The members site, delivered: its directory of members, the keys of its sessions, the topic of requests for access, its
 * bundle and configuration in a private bucket, and what its role needs for all that, and no more.
 *
 * Instances are to wait for it by `dependsOn`, and to get its `environment`.
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
  /** Variables that the boot script finds in its environment. */
  public readonly environment!: pulumi.Output<{ [name: string]: string }>;
  /** Where the configuration document is, as `s3://bucket/key`. */
  public readonly configurationUri!: pulumi.Output<string>;
  /** The issuer that says who people are. */
  public readonly issuer!: pulumi.Output<string>;
  /** Id of the user pool; only for a site that makes one. */
  public readonly userPoolId!: pulumi.Output<string | undefined>;
  /** ARN of the topic of requests for access. */
  public readonly accessRequestTopicArn!: pulumi.Output<string>;

  constructor(name: string, args: MembersAppArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseProblems("MembersApp", name, opts, [...componentNameProblems(name), ...membersAppProblems(args)]);
    super("secure-origin:index:MembersApp", name, {}, opts);
    const { tags } = args;
    const child = { parent: this };
    const url = `https://${args.domainName}`;

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
              deletionProtection: args.deletionProtection,
              tags,
            },
            child,
          )
        : undefined;
    const { issuer, clientId, clientSecretArn } = issuerOf(args, directory);
    const sessionKeysArn = this.sessionKeys(name, args);
    const topicArn = this.topic(name, args);
    const facts = pulumi.output({
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
    const delivery = new AppDelivery(
      `${name}-delivery`,
      {
        bundle: args.bundle,
        configuration: facts.apply((told) => JSON.stringify(configurationDocument(args, url, told), null, 2)),
        tags,
      },
      child,
    );
    new iam.RolePolicy(
      `${name}-grant`,
      {
        role: args.roleName,
        policy: pulumi
          .all([delivery.releaseArns, facts])
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

  /** Makes the keys that seal sessions. The application reads them again every minute, so a rotation is no release. */
  private sessionKeys(name: string, args: MembersAppArgs): pulumi.Output<string> {
    const child = { parent: this };
    const { sessionKeyGeneration = 1, droppedSessionKeyGenerations = [] } = args;
    const keys = sessionKeyGenerations(sessionKeyGeneration, droppedSessionKeyGenerations).map(
      (generation) => new random.RandomBytes(`${name}-session-${generation}`, { length: 32 }, child).base64,
    );
    const secret = new secretsmanager.Secret(
      `${name}-sessions`,
      {
        description: `Keys that seal the sessions of ${args.domainName}`,
        // Who loses them signs in again.
        recoveryWindowInDays: 7,
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
    // Known when the value is there: what comes after may read it.
    return version.secretArn;
  }

  private topic(
    name: string,
    { accessRequestEmail, domainName, tags }: MembersAppArgs,
  ): pulumi.Output<string> {
    const child = { parent: this };
    const topic = new sns.Topic(
      `${name}-requests`,
      {
        displayName: `Requests for access to ${domainName}`.slice(0, 100),
        // AWS's own key for SNS, which serves whoever of the account may publish.
        kmsMasterKeyId: "alias/aws/sns",
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

/** What of the arguments can be judged before anything exists. */
type MembersAppFacts = AppArgs &
  Pick<MembersAppArgs, "domainName" | "additionalDomainNames" | "securePatterns">;

/** Says what is wrong with the arguments of a members site. */
export function membersAppProblems(args: MembersAppFacts): string[] {
  const site: SiteFacts = {
    url: `https://${args.domainName}`,
    names: [args.domainName, ...(args.additionalDomainNames ?? [])],
    securePatterns: args.securePatterns,
  };
  return [
    ...bundleProblems(args.bundle),
    ...appProblems(args, site),
    ...(args.oidc === undefined ? groupProblems(memberGroups(args)) : []),
  ];
}
