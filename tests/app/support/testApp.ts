/** A site, its issuer, and a browser that comes through CloudFront's decisions. */
import assert from "node:assert/strict";
import { pino } from "pino";
import type { AccessRequest } from "../../../app/access/accessRequests";
import { type ConfigDocument, parseConfig } from "../../../app/config";
import { type RunningSite, startSite } from "../../../app/start";
import { type RunningIssuer, startIssuer } from "../../../local/issuer/issuer";
import { type Distribution, explain, readDistribution, type Verdict } from "../../../signer";
import { validDocument } from "./configuration";
import { CookieJar } from "./cookieJar";
import { fileNamesOf } from "./fileNames";
import { makeMaterial } from "./material";
import { type Answer, type Sent, send } from "./wire";

const keyPairId = "K2JCJMDEHXQW5F";
const securePaths = ["/premium/*", "/secure/*", "/downloads/*"];

/** How a site differs from the usual one. */
export interface WorldOptions {
  readonly change?: (document: ConfigDocument) => ConfigDocument;
  readonly issuer?: {
    readonly clientSecret?: string;
    readonly refreshTokens?: boolean;
    readonly revocation?: boolean;
  };
  /** How many instances of the site there are. Default: one. */
  readonly instances?: number;
  /** Where keys are, if not in files. */
  readonly sources?: Partial<Pick<ConfigDocument, "session" | "signing">>;
  /** The public half of a key that is not in a file. */
  readonly publicPem?: string;
}

/** All that runs for one suite. */
export interface TestApp {
  readonly site: RunningSite;
  /** All instances, of which `site` is the first. */
  readonly sites: readonly RunningSite[];
  readonly issuer: RunningIssuer;
  readonly document: ConfigDocument;
  /** What the log has, line by line. */
  readonly logged: string[];
  readonly requests: AccessRequest[];
  /** Seconds by which the site's clock is ahead, or the fixed second that it shows. */
  readonly time: { ahead: number; at?: number };
  /** Paths that were asked for at the issuer, and by which status and body it refuses one of them. */
  readonly atIssuer: { readonly asked: string[]; refuses?: { path: string; status: number; error: string } };
  /** CloudFront's decision, by the verifier that shares no code with the signer's policies. */
  judge(url: string, cookie?: string, ip?: string): Verdict;
  /** The address of a file, as those are told it who may open its folder. */
  fileAt(path: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts everything on ports of its own. */
export async function startTestApp(options: WorldOptions = {}): Promise<TestApp> {
  const { change, issuer: settings, sources } = options;
  const material = makeMaterial();
  const base = validDocument();
  const hosts = change?.(base) ?? base;
  const atIssuer: TestApp["atIssuer"] = { asked: [] };
  const issuer = await startIssuer({
    port: 0,
    sites: [hosts.publicUrl],
    clientId: "members",
    ...settings,
    intercept: ({ url = "" }, response) => {
      const [path = ""] = url.split("?");
      atIssuer.asked.push(path);
      const { refuses } = atIssuer;
      if (refuses?.path !== path) {
        return false;
      }
      response.writeHead(refuses.status, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: refuses.error }));
      return true;
    },
  });
  const document: ConfigDocument = {
    ...hosts,
    oidc: { ...hosts.oidc, issuer: issuer.url },
    session: { ...hosts.session, keys: material.sessionKeys },
    signing: { key: material.signingKey, keyPairId, publicKeys: { [keyPairId]: material.publicPem } },
    tls: material.tls,
    ...sources,
  };
  const logged: string[] = [];
  const log = pino({ level: "debug", base: undefined }, { write: (line: string) => logged.push(line) });
  const requests: AccessRequest[] = [];
  const time: TestApp["time"] = { ahead: 0 };
  const clock = (): number => time.at ?? Math.floor(Date.now() / 1_000) + time.ahead;
  const submit = (request: AccessRequest): Promise<void> => {
    requests.push(request);
    return Promise.resolve();
  };
  const config = { ...parseConfig(document), ports: { public: 0, signed: 0 }, host: "127.0.0.1" };
  const start = (): Promise<RunningSite> => startSite(config, log, { clock, requests: { submit } });
  const site = await start();
  const others = await Promise.all(Array.from({ length: (options.instances ?? 1) - 1 }, start));
  const sites = [site, ...others];
  const distribution = distributionOf(document, options.publicPem ?? material.publicPem);
  return {
    site,
    sites,
    issuer,
    atIssuer,
    document,
    logged,
    requests,
    time,
    judge: (url, cookie, ip = "198.51.100.10") => {
      const { host, pathname, search } = new URL(url);
      const target = `${pathname}${search}`;
      return explain({ method: "GET", scheme: "https", host, target, cookie }, distribution, clock(), ip);
    },
    fileAt: (path) => fileNamesOf(document.session.keys, clock).pathOf(path),
    close: async () => {
      await Promise.all([...sites.map((one) => one.stop(1)), issuer.close()]);
      material.remove();
    },
  };
}

/** Starts everything for one test and closes it whatever happens: what still listened would keep the run from ending. */
export async function withTestApp(
  options: WorldOptions,
  test: (app: TestApp) => Promise<void>,
): Promise<void> {
  const app = await startTestApp(options);
  try {
    await test(app);
  } finally {
    await app.close();
  }
}

function distributionOf({ publicUrl, contentUrl = publicUrl }: ConfigDocument, pem: string): Distribution {
  const trustedKeys = { [keyPairId]: pem };
  return readDistribution({
    domainNames: [...new Set([publicUrl, contentUrl])].map((url) => new URL(url).host),
    behaviors: [
      ...securePaths.map((pathPattern) => ({
        pathPattern,
        trustedKeys,
        viewerProtocolPolicy: "https-only" as const,
      })),
      { pathPattern: "*" },
    ],
  });
}

/** An answer, and where it came from. */
export interface Page extends Answer {
  readonly url: string;
  /** What CloudFront decided; the site was only asked if it allowed. */
  readonly verdict: Verdict;
}

/** A person's browser: keeps cookies, follows redirects when told to, and passes CloudFront first. */
export class Browser {
  jar = new CookieJar();
  /** The instance to which the load balancer sends its requests. */
  instance = 0;
  /** Of the issuer, whose cookies are no concern of the site. */
  readonly #issuerCookies = new Map<string, string>();

  constructor(
    private readonly app: TestApp,
    private readonly address = "198.51.100.10:40000",
  ) {}

  /** One request to the site, without following. */
  async get(path: string, sent: Partial<Sent> = {}): Promise<Page> {
    const url = new URL(path, this.app.document.publicUrl);
    const cookie = this.jar.header(url.hostname, url.pathname);
    const ip = this.address.replace(/:\d+$/, "");
    const verdict = this.app.judge(url.href, cookie, ip);
    if (verdict.outcome !== "allow") {
      const body = Buffer.from("The 403 page of the error pages' bucket");
      return { status: 403, headers: {}, body, text: body.toString(), url: url.href, verdict };
    }
    const site = this.app.sites[this.instance] ?? this.app.site;
    const answer = await send({
      port: verdict.behavior?.restricted === true ? site.ports.signed : site.ports.public,
      target: `${url.pathname}${url.search}`,
      ...sent,
      headers: {
        accept: "text/html,*/*",
        "cloudfront-viewer-address": this.address,
        ...(cookie === undefined ? {} : { cookie }),
        ...sent.headers,
      },
    });
    this.jar.take(url.hostname, answer.headers["set-cookie"] ?? []);
    return { ...answer, url: url.href, verdict };
  }

  /** Sends a form from one of the site's own pages. */
  async post(
    path: string,
    form: Record<string, string> = {},
    origin = this.app.document.publicUrl,
  ): Promise<Page> {
    return this.get(path, { form, headers: { origin } });
  }

  /** Follows redirects to the end, choosing a person at the issuer on the way. */
  async follow(path: string, person?: string): Promise<Page> {
    let page = await this.get(path);
    for (let hops = 0; hops < 12 && page.headers.location !== undefined; hops += 1) {
      const next = new URL(page.headers.location, page.url).href;
      page = next.startsWith(this.app.issuer.url)
        ? await this.get(await this.#atIssuer(next, person))
        : await this.get(next);
    }
    return page;
  }

  /** Signs in as one of the demonstration's people. */
  async signIn(person: string, wish = "/account"): Promise<Page> {
    return this.follow(`/login/start?return=${encodeURIComponent(wish)}`, person);
  }

  /** Goes through the issuer's pages. @returns the site's address that the issuer sends the person back to */
  async #atIssuer(url: string, person: string | undefined): Promise<string> {
    let next = url;
    let form: URLSearchParams | undefined;
    for (let hops = 0; hops < 12; hops += 1) {
      const answer = await fetch(next, {
        redirect: "manual",
        method: form === undefined ? "GET" : "POST",
        headers: { cookie: [...this.#issuerCookies].map(([name, value]) => `${name}=${value}`).join("; ") },
        ...(form === undefined ? {} : { body: form }),
      });
      form = undefined;
      for (const line of answer.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        this.#issuerCookies.set(name, value);
      }
      const location = answer.headers.get("location");
      if (location === null) {
        assert.match(await answer.text(), /Choose who you are/);
        form = new URLSearchParams({ person: person ?? "" });
      } else {
        next = new URL(location, next).href;
        if (!next.startsWith(this.app.issuer.url)) {
          return next;
        }
      }
    }
    throw new Error("the issuer does not let go");
  }
}
