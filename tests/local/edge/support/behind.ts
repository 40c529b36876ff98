/** What stands behind the edge while requests that mean harm come: a small app by the rules, or the members app. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalInstance, RunningEdge } from "../../../../local/edge";
import { epochSeconds, now, type SignedCookies } from "../../../../signer";
import { Browser, startTestApp } from "../../../app/support/testApp";
import { send } from "../../../app/support/wire";
import { EchoApp } from "./app";
import { DevSite, host } from "./devSite";
import { lenient } from "./lenient";
import { contentOf, namedIn, secure, strict } from "./strictApp";

/** A request that an application has taken up. */
export interface Taken {
  readonly tier: "public" | "members";
  readonly url: string;
}

/** An application, as the hostile requests look at it. */
interface Application {
  readonly instance: LocalInstance;
  /** What it has taken up since `forget`, health checks aside. */
  taken(): readonly Taken[];
  forget(): void;
  /** What a reader of a prefix would find in the answer. */
  readonly contents: Readonly<Record<string, string>>;
  /** Points a request that is written for `/premium/x` at something that is there. */
  aim(bytes: string): string;
  /** A file in a folder that the edge caches, by the name that only those are told who may open it. */
  readonly cachedFile: string;
  /** The Cookie header of somebody who may open /premium/, and nothing else. */
  readonly cookie: string;
  stop(): Promise<void>;
}

/**
 * The same with edges before it: one as it is, and two that read every open point as a viewer would like it; each with
 * a cache that tells objects apart by the path as it was sent, and with one that does by the normalised path.
 */
export interface Behind extends Application {
  readonly edges: {
    readonly strict: RunningEdge;
    readonly publicFirst: RunningEdge;
    readonly signedFirst: RunningEdge;
    readonly normalisedKey: RunningEdge;
    readonly publicFirstNormalisedKey: RunningEdge;
    readonly signedFirstNormalisedKey: RunningEdge;
  };
}

/** Signed for /premium/, by the stack's key. */
export function premiumCookies(site: DevSite): SignedCookies {
  return site.signer("sha256").signCookies({
    resource: `https://${host}/premium/*`,
    expires: epochSeconds(now() + 600),
  });
}

const headerOf = ({ values }: SignedCookies): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");

async function withEdges(site: DevSite, application: Application): Promise<Behind> {
  const edgeOn = (path: "raw" | "normalised", first?: "public" | "signed"): Promise<RunningEdge> =>
    DevSite.edgeOn(site.stack, application, {
      readings: { path },
      ...(first === undefined ? {} : { judge: lenient(first) }),
    });
  const edges = {
    strict: await edgeOn("raw"),
    publicFirst: await edgeOn("raw", "public"),
    signedFirst: await edgeOn("raw", "signed"),
    normalisedKey: await edgeOn("normalised"),
    publicFirstNormalisedKey: await edgeOn("normalised", "public"),
    signedFirstNormalisedKey: await edgeOn("normalised", "signed"),
  };
  return {
    ...application,
    edges,
    stop: async () => {
      await Promise.all(Object.values(edges).map((edge) => edge.close()));
      await application.stop();
    },
  };
}

/** A small app that keeps the rules which the edge relies on, and no others. */
export async function strictBehind(site: DevSite): Promise<Behind> {
  const app = await EchoApp.start();
  app.answer = strict;
  return withEdges(site, {
    instance: app.instance,
    taken: () => app.seen,
    forget: () => {
      app.seen.length = 0;
    },
    contents: Object.fromEntries(secure.map((prefix) => [prefix, contentOf(prefix)])),
    aim: (bytes) => bytes,
    cachedFile: namedIn("/secure/files/"),
    cookie: headerOf(premiumCookies(site)),
    stop: () => app.stop(),
  });
}

/** A file of the members app under each prefix. */
const files = {
  "/premium/": "files/blue-hour.svg",
  "/secure/": "files/the-first-hour.svg",
  "/downloads/": "light-2028.csv",
} as const;

/** The members app, with somebody signed in whose membership covers /premium/ alone. */
export async function membersBehind(site: DevSite): Promise<Behind> {
  const key = join(site.stack.folder.root, "signing.pem");
  writeFileSync(key, site.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const account = await startTestApp({
    change: (document) => ({ ...document, publicUrl: `https://${host}` }),
    sources: { signing: { key, keyPairId: site.keyId } },
  });
  const { ports } = account.site;
  const member = new Browser(account);
  await member.signIn("member");
  // All that somebody knows who may open /premium/ alone: the secret part of its files' names, and no other's.
  const [, segment = ""] =
    /^\/premium\/files\/([\w-]+)\//.exec(await account.fileAt("/premium/files/x")) ?? [];
  const contents: Record<string, string> = {};
  for (const [prefix, name] of Object.entries(files)) {
    const headers = { range: "bytes=0-499" };
    const { text } = await send({ port: ports.signed, target: await account.fileAt(prefix + name), headers });
    contents[prefix] = text.slice(0, 100);
  }
  return withEdges(site, {
    instance: { id: "i-members-1", ports: { 8443: ports.public, 8444: ports.signed } },
    taken: () => account.logged.map(takenOf).filter((one) => one !== undefined),
    forget: () => {
      account.logged.length = 0;
    },
    contents,
    aim: (bytes) =>
      Object.entries(files).reduce((text, [prefix, name]) => {
        // `/premium/x`, however its letters and slashes are written, but for those that are escaped.
        const [, folder = ""] = prefix.split("/");
        const written = new RegExp(
          `^(\\S+ [^?\\s]*?${folder.slice(1)}(?:/|%2f|%252f|\\\\|%5c))x(?=[ ?#])`,
          "i",
        );
        return text.replace(written, `$1${name.replace(/[^/]+$/, `${segment}/$&`)}`);
      }, bytes),
    cachedFile: await account.fileAt("/secure/files/the-first-hour.svg"),
    cookie: member.jar.header(host, "/premium/") ?? "",
    stop: () => account.close(),
  });
}

/** A line of the members app's log, if the request had a canonical path. */
function takenOf(line: string): Taken | undefined {
  const { msg, tier, path } = JSON.parse(line) as Record<"msg" | "tier" | "path", string>;
  const counts = msg === "request" && path !== "/healthz";
  return counts ? { tier: tier === "signed" ? "members" : "public", url: path } : undefined;
}
