import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { Hono } from "hono";
import { pino } from "pino";
import { parseConfig } from "../../../app/config";
import type { SiteEnvironment } from "../../../app/server/environment";
import { Sessions } from "../../../app/session/sessions";
import { makeSite } from "../../../app/site";
import { validDocument } from "../support/configuration";
import { CookieJar } from "../support/cookieJar";
import { makeMaterial } from "../support/material";

/** Something that is waited for until it is given. */
function signal(): { readonly given: Promise<void>; give(): void } {
  const emitter = new EventEmitter();
  const given = once(emitter, "given").then(() => undefined);
  return { given, give: () => void emitter.emit("given") };
}

describe("sessions", () => {
  const material = makeMaterial();
  after(() => material.remove());

  it("of a person whose refresh token is too large for a cookie are not renewed, and the log says so", async () => {
    const logged: string[] = [];
    const log = pino({ base: undefined }, { write: (line: string) => logged.push(line) });
    const document = {
      ...validDocument(),
      session: { keys: material.sessionKeys },
      signing: { key: material.signingKey, keyPairId: "K2JCJMDEHXQW5F" },
    };
    const time = { now: Math.floor(Date.now() / 1_000) };
    const sessions = new Sessions(await makeSite(parseConfig(document), log, { clock: () => time.now }));
    const claims = { sub: "p", groups: ["members"] };
    const site = new Hono<SiteEnvironment>()
      .get("/begin", async (context) => {
        await sessions.begin(context, { claims, refreshToken: "x".repeat(4_000) });
        return context.text("");
      })
      .get("/keep", async (context) => {
        const session = await sessions.read(context);
        const kept = session === undefined ? undefined : await sessions.keep(context, session);
        return context.text(String(kept?.expires));
      });
    const jar = new CookieJar();
    jar.take("members.example.com", (await site.request("/begin")).headers.getSetCookie());
    assert.ok(jar.names().includes("__Host-session") && !jar.names().includes("__Host-renewal"));
    assert.match(
      logged.join(""),
      /"msg":"a refresh token is too long for a cookie: its session is not renewed"/,
    );
    const end = time.now + 30 * 60;
    for (const minutes of [1, 25, 29, 30]) {
      time.now = end - 30 * 60 + minutes * 60;
      const cookie = jar.header("members.example.com", "/") ?? "";
      const answer = await site.request("/keep", { headers: { cookie } });
      jar.take("members.example.com", answer.headers.getSetCookie());
      assert.equal(await answer.text(), minutes < 30 ? String(end) : "undefined", `after ${minutes} minutes`);
    }
  });

  /** A site whose parts can be held up, and a browser that has signed in. */
  async function signedIn() {
    const document = {
      ...validDocument(),
      session: { keys: material.sessionKeys },
      signing: { key: material.signingKey, keyPairId: "K2JCJMDEHXQW5F" },
    };
    const time = { now: Math.floor(Date.now() / 1_000) };
    const log = pino({}, { write: () => undefined });
    const parts = await makeSite(parseConfig(document), log, { clock: () => time.now });
    const revoked: string[] = [];
    parts.provider.revoke = (token) => Promise.resolve(void revoked.push(token));
    const sessions = new Sessions(parts);
    const tokens = ["first", "second", "third"];
    const site = new Hono<SiteEnvironment>()
      .use(async (context, next) => {
        context.set("session", await sessions.read(context));
        await next();
      })
      .get("/begin", async (context) => {
        const refreshToken = tokens.shift();
        await sessions.begin(context, { claims: { sub: "p", groups: ["members"] }, refreshToken });
        return context.text("");
      })
      .get("/keep", async (context) => {
        const kept = context.var.session && (await sessions.keep(context, context.var.session));
        return context.text(String(kept?.person));
      })
      .get("/out", async (context) => context.text(String(await sessions.signOut(context))));
    const jar = new CookieJar();
    const ask = async (path: string) => {
      const cookie = jar.header("members.example.com", "/premium/") ?? "";
      const answer = await site.request(path, { headers: { cookie } });
      return { text: await answer.text(), lines: answer.headers.getSetCookie() };
    };
    jar.take("members.example.com", (await ask("/begin")).lines);
    return { ask, jar, parts, revoked, time };
  }

  for (const [what, minutes] of [
    ["signed", 8],
    ["renewed", 25],
  ] as const) {
    it(`of a person who signs out while cookies are ${what} set none`, async () => {
      const { ask, jar, parts, time } = await signedIn();
      parts.provider.renew = () =>
        Promise.resolve({ claims: { sub: "p", groups: ["members"] }, refreshToken: "next" });
      time.now += minutes * 60;
      const cookies = parts.edge.cookies.bind(parts.edge);
      const signing = signal();
      const signedOut = signal();
      parts.edge.cookies = async (...of) => {
        signing.give();
        await signedOut.given;
        return cookies(...of);
      };
      const kept = ask("/keep");
      await signing.given;
      assert.equal((await ask("/out")).text, "p");
      signedOut.give();
      const { text, lines } = await kept;
      assert.equal(text, "undefined");
      jar.take("members.example.com", lines);
      assert.deepEqual(jar.names(), []);
    });
  }

  it("start again without waiting for an issuer that does not answer about the previous token", async () => {
    const { ask, jar, parts, revoked } = await signedIn();
    const former = jar.value("__Host-session");
    parts.provider.revoke = (token) => {
      revoked.push(token);
      return new Promise(() => undefined);
    };
    jar.take("members.example.com", (await ask("/begin")).lines);
    assert.notEqual(jar.value("__Host-session"), former);
    assert.deepEqual(revoked, ["first"]);
    assert.equal((await ask("/keep")).text, "p");
  });
});
