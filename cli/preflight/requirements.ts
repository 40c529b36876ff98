/** The requirements of a stack on an account. */
import { DEFAULT_INSTANCE_TYPE, groupSize } from "../../components/instances/plan/launchSettings";
import { EDGE_REGION } from "../../components/internal/edgeRegion";
import { distinctNames, originNamesOf } from "../../components/internal/names";
import { DEFAULT_ZONES } from "../../components/network/plan/subnets";
import { groupBy } from "../deployerPolicy/groupBy";

/** The resources that the stack already has. */
export interface OwnResources {
  /** Their ids. */
  readonly ids: ReadonlySet<string>;
  /** The names of its DNS records. */
  readonly recordNames: ReadonlySet<string>;
}

/** A bucket that the stack reads but does not create. */
export interface ExistingBucket {
  /** The setting that names it. */
  readonly setting: "signedBucket" | "publicBucket";
  readonly name: string;
  /** The region in its domain name. */
  readonly region: string;
  /** Whether the stack writes its policy. */
  readonly writePolicy: boolean;
}

/** What a stack needs in an account, and which names it uses. */
export interface Requirements {
  readonly region: string;
  /** The names that viewers use. */
  readonly siteNames: readonly string[];
  /** The origin domain names, by which CloudFront reaches the load balancer. */
  readonly originNames: readonly string[];
  readonly zoneName: string;
  /** Undefined if the stack creates no instances. */
  readonly instances: { readonly type: string; readonly min: number; readonly max: number } | undefined;
  readonly vpcs: number;
  readonly addresses: number;
  readonly loadBalancers: number;
  /** The prefix of a user pool domain that the program chooses; this project's has a random suffix. */
  readonly userPoolDomain: string | undefined;
  /** Names of buckets that the program chooses; this project's have random suffixes. */
  readonly buckets: readonly string[];
  /** Buckets of files that it reads and does not create. */
  readonly existingBuckets: readonly ExistingBucket[];
  /** Whether it creates a KMS key with a replica in another region. */
  readonly replicatesKey: boolean;
  readonly own: OwnResources;
}

/** The setting of a bucket of files that exists already. */
interface BucketSetting {
  readonly bucketName: string;
  readonly bucketDomainName: string;
  readonly writePolicy?: boolean | undefined;
}

/** The settings that decide the requirements; absent ones have the components' defaults. */
export interface SiteSettings {
  readonly region?: string | undefined;
  readonly domainName?: string | undefined;
  readonly additionalDomainNames?: readonly string[] | undefined;
  readonly originDomainNames?:
    | { readonly public?: string | undefined; readonly signed?: string | undefined }
    | undefined;
  readonly zoneName?: string | undefined;
  readonly instanceType?: string | undefined;
  readonly minInstances?: number | undefined;
  readonly maxInstances?: number | undefined;
  /** False if the site runs on existing instances or on tasks of ECS services. */
  readonly instances?: boolean | undefined;
  readonly zones?: number | undefined;
  readonly egress?: string | undefined;
  readonly natGateways?: string | undefined;
  /** True if the stack uses an existing VPC. */
  readonly existingNetwork?: boolean | undefined;
  readonly existingLoadBalancer?: boolean | undefined;
  readonly userPoolDomain?: string | undefined;
  readonly buckets?: readonly string[] | undefined;
  readonly signedBucket?: BucketSetting | undefined;
  readonly publicBucket?: BucketSetting | undefined;
  readonly encryptionKey?: boolean | undefined;
}

/** Returns the name of the first missing required setting; undefined if none is missing. */
export function missingSetting({ region, domainName, zoneName }: SiteSettings): string | undefined {
  const needed = { "aws:region": region, domainName, hostedZone: zoneName };
  return Object.entries(needed).find(([, value]) => value === undefined || value === "")?.[0];
}

/** Derives a stack's requirements from its settings, as the components will create it. */
export function requirementsOf(settings: SiteSettings, own: OwnResources): Requirements {
  const { region = "", domainName = "", zoneName = "", zones = DEFAULT_ZONES } = settings;
  const { minInstances, maxInstances } = groupSize(settings);
  const makesNetwork = settings.existingNetwork !== true;
  const nat = makesNetwork && settings.egress !== "endpoints";
  return {
    region,
    siteNames: [domainName, ...(settings.additionalDomainNames ?? [])],
    originNames: distinctNames(
      originNamesOf(domainName, settings.originDomainNames, (prefix, name) => prefix + name),
    ),
    zoneName,
    instances:
      settings.instances === false
        ? undefined
        : {
            type: settings.instanceType ?? DEFAULT_INSTANCE_TYPE,
            min: minInstances,
            max: maxInstances,
          },
    vpcs: makesNetwork ? 1 : 0,
    addresses: nat ? (settings.natGateways === "perZone" ? zones : 1) : 0,
    loadBalancers: settings.existingLoadBalancer === true ? 0 : 1,
    userPoolDomain: settings.userPoolDomain,
    buckets: settings.buckets ?? [],
    existingBuckets: (["signedBucket", "publicBucket"] as const).flatMap((setting) => {
      const bucket = settings[setting];
      return bucket === undefined ? [] : [existingBucket(setting, bucket, region)];
    }),
    replicatesKey: settings.encryptionKey === true && region !== EDGE_REGION,
    own,
  };
}

function existingBucket(
  setting: ExistingBucket["setting"],
  { bucketName, bucketDomainName, writePolicy = false }: BucketSetting,
  stackRegion: string,
): ExistingBucket {
  const [, region = stackRegion] = /\.s3\.([a-z0-9-]+)\.amazonaws\.com/.exec(bucketDomainName) ?? [];
  return { setting, name: bucketName, region, writePolicy };
}

/** Collects the stack's own resources from its state; none if it was never deployed. */
export function ownResources(
  resources: readonly { readonly type: string; readonly props: object }[],
): OwnResources {
  const byType = groupBy(resources, ({ type }) => type);
  const texts = (type: string, name: string): string[] =>
    (byType.get(type) ?? []).flatMap(({ props }) => {
      const value = (props as Readonly<Record<string, unknown>>)[name];
      return typeof value === "string" ? [value] : [];
    });
  return {
    ids: new Set([...byType.keys()].flatMap((type) => texts(type, "id"))),
    recordNames: new Set(texts("aws:route53/record:Record", "fqdn")),
  };
}
