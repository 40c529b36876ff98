/** Changes of settings: each returns what it changes; undefined where it does not apply. */
import type { KeySetting, Settings } from "./settings";

/** A change of settings. @param pick - chooses among what can be changed */
type SettingsChange = (settings: Settings, pick: number) => Partial<Settings> | undefined;

/** Secure paths that are added and removed. */
const morePaths: readonly string[] = ["/courses/*", "/reports/*", "/premium/vip/*", "/members/*/files/*"];

/** Paths of the additional application. */
const applicationPaths: readonly string[] = ["/team/*", "/staff/*"];

/** Secure paths that move between the applications. */
const movedPaths: readonly string[] = ["/courses/*", "/reports/*"];

/** Header generations are counted up to this. */
const mostGenerations = 60;

/** Returns the item that `pick` chooses; undefined if there is none. */
export function chosen<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % items.length];
}

/** Changes a setting to another of several values. */
function oneOf<Name extends keyof Settings>(
  name: Name,
  ...values: readonly Settings[Name][]
): SettingsChange {
  return (settings, pick) => {
    const others = values.filter((value) => JSON.stringify(value) !== JSON.stringify(settings[name]));
    return { [name]: chosen(others, pick) };
  };
}

const announced = ({ signingKeys }: Settings): readonly KeySetting[] =>
  signingKeys.filter(({ state }) => state === "announced");

const added = ({ securePaths }: Settings): Settings["securePaths"] =>
  securePaths.filter(({ pattern }) => morePaths.includes(pattern));

/** All changes of settings. */
export const changes = {
  "header rotated": ({ headerGeneration }) => ({ headerGeneration: headerGeneration + 1 }),
  "header rotated by several generations": ({ headerGeneration }, pick) =>
    headerGeneration > mostGenerations ? undefined : { headerGeneration: headerGeneration + 2 + (pick % 3) },
  "back to the former header": ({ headerGeneration, droppedHeaderGenerations: dropped = [] }) =>
    headerGeneration < 2 || dropped.includes(headerGeneration - 1)
      ? undefined
      : { headerGeneration: headerGeneration - 1 },
  "leaked header dropped": ({ headerGeneration, droppedHeaderGenerations: dropped = [] }) => ({
    headerGeneration: headerGeneration + 1,
    droppedHeaderGenerations: [...dropped, headerGeneration],
  }),
  "header's name": oneOf("headerName", undefined, "X-Origin-Secret", "X-Proof"),
  "key announced": ({ signingKeys }, pick) =>
    signingKeys.length >= 4 || signingKeys.some(({ id }) => id === `k-${pick}`)
      ? undefined
      : { signingKeys: [...signingKeys, { id: `k-${pick}`, state: "announced" }] },
  "announced key removed": (settings, pick) => {
    const gone = chosen(announced(settings), pick);
    return gone && { signingKeys: settings.signingKeys.filter((key) => key !== gone) };
  },
  "keys in another order": ({ signingKeys: [first, ...others] }) =>
    first && others.length > 0 ? { signingKeys: [...others, first] } : undefined,
  "secure path added": ({ securePaths, application }, pick) => {
    const absent = morePaths.filter(
      (one) => securePaths.every(({ pattern }) => pattern !== one) && !application?.securePaths.includes(one),
    );
    const pattern = chosen(absent, pick);
    const content = pick % 2 === 0 ? "static" : "dynamic";
    const at = pick % (securePaths.length + 1);
    return pattern === undefined
      ? undefined
      : { securePaths: [...securePaths.slice(0, at), { pattern, content }, ...securePaths.slice(at)] };
  },
  "secure path removed": (settings, pick) => {
    const gone = chosen(added(settings), pick);
    return gone && { securePaths: settings.securePaths.filter((path) => path !== gone) };
  },
  "secure paths in another order": ({ securePaths: [first, ...others] }) =>
    first && { securePaths: [...others, first] },
  "secure path's kind of content": (settings, pick) => {
    const changed = chosen(settings.securePaths, pick);
    const other = changed?.content === "static" ? "dynamic" : "static";
    return {
      securePaths: settings.securePaths.map((path) =>
        path === changed ? { ...path, content: other } : path,
      ),
    };
  },
  "public exception": oneOf("publicPaths", undefined, ["/premium/trailers/*"]),
  "static files from a bucket": oneOf("downloadsFromBucket", undefined, true),
  "additional application": ({ application }, pick) =>
    application?.securePaths.some((one) => movedPaths.includes(one))
      ? undefined
      : { application: application ? undefined : { securePaths: applicationPaths.slice(pick % 2) } },
  "additional application's paths": ({ application }, pick) => {
    const { securePaths = [] } = application ?? {};
    const changed = chosen(applicationPaths, pick);
    const others = securePaths.filter((one) => one !== changed);
    const both =
      others.length < securePaths.length ? others : [...securePaths, ...(changed ? [changed] : [])];
    return application && both.length > 0
      ? { application: { ...application, securePaths: both } }
      : undefined;
  },
  "additional application's public paths": ({ application }) =>
    application && {
      application: { ...application, publicPaths: application.publicPaths ? undefined : ["/team/about/*"] },
    },
  "secure path moved between applications": ({ application, securePaths }) => {
    const isMoved = (one: string): boolean => movedPaths.includes(one);
    const back = application?.securePaths.find(isMoved);
    const there = securePaths.find(({ pattern }) => isMoved(pattern));
    if (application === undefined) {
      return undefined;
    }
    if (back !== undefined) {
      const left = application.securePaths.filter((one) => one !== back);
      return {
        application: left.length > 0 ? { ...application, securePaths: left } : undefined,
        securePaths: [...securePaths, { pattern: back, content: "dynamic" }],
      };
    }
    return (
      there && {
        application: { ...application, securePaths: [...application.securePaths, there.pattern] },
        securePaths: securePaths.filter((path) => path !== there),
      }
    );
  },
  certificates: oneOf("existingCertificates", undefined, true),
  "further domain name": oneOf("additionalDomainNames", undefined, ["shop.dev.example.com"]),
  "second domain name": ({ secondName }) =>
    secondName === "main" ? undefined : { secondName: secondName === undefined ? "additional" : undefined },
  "main domain name": ({ secondName }) =>
    secondName === undefined ? undefined : { secondName: secondName === "main" ? "additional" : "main" },
  "names of the origins": oneOf(
    "originDomainNames",
    undefined,
    { public: "alb-public.members.dev.example.com", signed: "alb-signed.members.dev.example.com" },
    { public: "p.members.dev.example.com", signed: "s.members.dev.example.com" },
  ),
  "listener's port": oneOf("listenerPort", undefined, 8443, 9443),
  admission: ({ admission }, pick) =>
    admission === "both" ? { admission: pick % 2 === 0 ? undefined : "serviceGroup" } : { admission: "both" },
  VPC: (settings) => ({ inOtherVpc: settings.inOtherVpc === true ? undefined : true }),
  "administrators' ranges": oneOf("adminCidrs", undefined, ["172.16.0.0/16"], ["192.168.7.0/24"]),
  IPv6: oneOf("ipv6", undefined, true),
  "price class": oneOf("priceClass", undefined, "PriceClass_All", "PriceClass_200"),
  "forwarded headers": oneOf("forwardedHeaders", undefined, ["Accept-Language"]),
  logs: ({ logs, alarms }) =>
    alarms === undefined ? { logs: logs ? undefined : { groupDays: 7 } } : undefined,
  "web ACL": oneOf("webAcl", undefined, { action: "count" }),
  alarms: ({ alarms, logs }) => ({
    alarms: alarms ? undefined : { expectedCountries: ["IE"] },
    logs: logs ?? { groupDays: 7 },
  }),
  "encryption key": oneOf("encryptionKey", undefined, true),
  "deletion protection": oneOf("deletionProtection", undefined, true),
  "session keys": ({ sessionKeyGeneration = 1 }) => ({ sessionKeyGeneration: sessionKeyGeneration + 1 }),
  "instance type": oneOf("instanceType", "t4g.micro", "t4g.small"),
  "number of instances": oneOf("minInstances", undefined, 2),
  tags: oneOf("tags", { environment: "dev" }, { environment: "dev", team: "web" }),
} satisfies Record<string, SettingsChange>;

/** The name of a change of settings. */
export type ChangeName = keyof typeof changes;

/** Whether viewers may be refused during a change, as its argument's documentation says. */
export function interrupts(before: Settings, after: Settings): boolean {
  const isByAddress = before.admission !== "both" || after.admission !== "both";
  return (
    (before.listenerPort !== after.listenerPort && isByAddress) || before.inOtherVpc !== after.inOtherVpc
  );
}
