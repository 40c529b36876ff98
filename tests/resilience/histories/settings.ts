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

/** The network of another stack. */
export interface OtherVpc {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
}

/** Returns the settings as the stack's configuration has them. */
export function configurationOf(
  { inOtherVpc, ...settings }: Settings,
  other: OtherVpc,
): Readonly<Record<string, unknown>> {
  return {
    ...{ logs: undefined, webAcl: undefined, alarms: undefined },
    ...settings,
    vpc: inOtherVpc === true ? other : undefined,
    natGateways: inOtherVpc === true ? undefined : "single",
  };
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
] as const;

/** Whether a path needs a signature, by the settings: it is in a secure path, and in no public exception. */
export function isSigned(settings: Settings, path: string): boolean {
  const isExcepted = (settings.publicPaths ?? []).some((pattern) => matches(pattern, path));
  return !isExcepted && settings.securePaths.some(({ pattern }) => matches(pattern, path));
}
