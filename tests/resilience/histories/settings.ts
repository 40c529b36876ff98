/** The settings of a stack that histories change, and what viewers may expect of them. */

/** A key in the stack's settings. */
export interface KeySetting {
  readonly id: string;
  readonly state: "announced" | "active" | "retired";
}

/** A secure path in the stack's settings. */
export interface PathSetting {
  readonly pattern: string;
  readonly content: "dynamic" | "static";
}

/** The paths of the additional application. */
export interface ApplicationSetting {
  readonly securePaths: readonly string[];
  readonly publicPaths?: readonly string[] | undefined;
}

/** The settings that change; absent ones have their defaults. */
export interface Settings {
  readonly headerGeneration: number;
  readonly droppedHeaderGenerations?: readonly number[] | undefined;
  readonly headerName?: string | undefined;
  readonly signingKeys: readonly KeySetting[];
  readonly securePaths: readonly PathSetting[];
  readonly publicPaths?: readonly string[] | undefined;
  readonly additionalDomainNames?: readonly string[] | undefined;
  readonly originDomainNames?: { readonly public: string; readonly signed: string } | undefined;
  readonly listenerPort?: number | undefined;
  readonly admission?: "both" | "serviceGroup" | undefined;
  readonly adminCidrs?: readonly string[] | undefined;
  readonly ipv6?: boolean | undefined;
  readonly priceClass?: string | undefined;
  readonly logs?: object | undefined;
  readonly webAcl?: object | undefined;
  readonly alarms?: object | undefined;
  readonly encryptionKey?: boolean | undefined;
  readonly deletionProtection?: boolean | undefined;
  readonly instanceType?: string | undefined;
  readonly minInstances?: number | undefined;
  readonly appBundle?: string | undefined;
  readonly sessionKeyGeneration?: number | undefined;
  readonly forwardedHeaders?: readonly string[] | undefined;
  /** Whether the site is in the VPC of another stack, not in its own. */
  readonly inOtherVpc?: boolean | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Whether the site has the company's certificates, not its own. */
  readonly existingCertificates?: boolean | undefined;
  /** Whether static files of /downloads/ come from the company's bucket. */
  readonly downloadsFromBucket?: boolean | undefined;
  /** A second name of the site, in addition to the name that viewers use, or as its main name. */
  readonly secondName?: "additional" | "main" | undefined;
  /** The company's application behind the same names. */
  readonly application?: ApplicationSetting | undefined;
}

/** The settings with which each history begins: the dev stack, without what takes long. */
export const firstSettings: Settings = {
  headerGeneration: 1,
  signingKeys: [{ id: "dev-1", state: "active" }],
  securePaths: [
    { pattern: "/premium/*", content: "dynamic" },
    { pattern: "/downloads/*", content: "static" },
    { pattern: "/secure/*", content: "dynamic" },
  ],
  adminCidrs: ["172.16.0.0/16"],
  instanceType: "t4g.micro",
  tags: { environment: "dev" },
};

/** What the company's stack has for the site. */
export interface Company {
  readonly vpc: { readonly vpcId: string; readonly subnetIds: readonly string[] };
  readonly existingCertificates: { readonly edgeArn: string; readonly regionalArn: string };
  readonly bucket: { readonly bucketName: string; readonly bucketDomainName: string };
  /** How its application signs. */
  readonly signing: Readonly<Record<"signingKeyArn" | "activeKeyId" | "appRoleArn", string>>;
}

/** Returns the settings as the stack's configuration has them. */
export function configurationOf(
  { inOtherVpc, existingCertificates, downloadsFromBucket, secondName, application, ...settings }: Settings,
  company: Company,
): Readonly<Record<string, unknown>> {
  const securePaths = settings.securePaths.map((path) =>
    isFromBucket({ downloadsFromBucket }, path) ? { ...path, fromBucket: true } : path,
  );
  const hasFiles = securePaths.some((path) => "fromBucket" in path);
  const dynamic = (pattern: string): PathSetting => ({ pattern, content: "dynamic" });
  return {
    ...{ logs: undefined, webAcl: undefined, alarms: undefined },
    ...settings,
    ...siteNames(settings.additionalDomainNames, secondName),
    securePaths,
    signedBucket: hasFiles ? { ...company.bucket, writePolicy: false } : undefined,
    certificates: existingCertificates === true ? company.existingCertificates : undefined,
    vpc: inOtherVpc === true ? company.vpc : undefined,
    natGateways: inOtherVpc === true ? undefined : "single",
    "histories:application": application && {
      ...application,
      securePaths: application.securePaths.map(dynamic),
    },
  };
}

/** The name of the site that viewers use, and the one that it gets beside it. */
const [first, second] = ["members.dev.example.com", "site.dev.example.com"];

/** Returns the site's main name by the settings. */
export const mainName = ({ secondName }: Pick<Settings, "secondName">): string =>
  secondName === "main" ? second : first;

function siteNames(further: readonly string[] = [], secondName: Settings["secondName"]): object {
  const other = secondName === undefined ? [] : [secondName === "main" ? first : second];
  const additional = [...other, ...further];
  return {
    domainName: mainName({ secondName }),
    additionalDomainNames: additional.length === 0 ? undefined : additional,
  };
}

/** Whether the company's bucket serves a secure path. */
function isFromBucket(
  { downloadsFromBucket }: Pick<Settings, "downloadsFromBucket">,
  { pattern, content }: PathSetting,
): boolean {
  return downloadsFromBucket === true && pattern === "/downloads/*" && content === "static";
}

/** Matches CloudFront's patterns: `*` is any text. */
function matches(pattern: string, path: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+^${}()|[\]\\?]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(path);
}

/** Paths that viewers ask for. */
export const paths = [
  "/page",
  "/premium/page",
  "/premium/vip/page",
  "/premium/trailers/page",
  "/downloads/page",
  "/secure/page",
  "/courses/page",
  "/reports/page",
  "/members/a/files/page",
  "/team/page",
  "/team/about/page",
  "/staff/page",
] as const;

/** Who serves a path, and to whom. */
export type Served =
  | "public"
  /** To signatures of the site's keys, by its application. */
  | "signed"
  /** To signatures of the site's keys, from the bucket. */
  | "signed file"
  /** To signatures of the additional application's keys. */
  | "signed by the additional application";

/** Returns how a path is served by the settings: a secure path needs a signature, but for its public exceptions. */
export function servedBy(settings: Settings, path: string): Served {
  const { application, publicPaths = [], securePaths } = settings;
  const isIn = (patterns: readonly string[] = []): boolean =>
    patterns.some((pattern) => matches(pattern, path));
  if (isIn(publicPaths) || isIn(application?.publicPaths)) {
    return "public";
  }
  if (isIn(application?.securePaths)) {
    return "signed by the additional application";
  }
  const secure = securePaths.filter(({ pattern }) => matches(pattern, path));
  return secure.length === 0
    ? "public"
    : secure.some((one) => isFromBucket(settings, one))
      ? "signed file"
      : "signed";
}

/** Whether a path needs a signature by the settings. */
export function isSigned(settings: Settings, path: string): boolean {
  return servedBy(settings, path) !== "public";
}
