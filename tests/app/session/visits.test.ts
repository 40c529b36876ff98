import assert from "node:assert/strict";
import { Hono } from "hono";
import { pino } from "pino";
import { parseConfig } from "../../../app/config";
import type { Visit } from "../../../app/server/environment";
import { Visits } from "../../../app/session/visits";
import { makeSite } from "../../../app/site";
import { validDocument } from "../support/configuration";
import { CookieJar } from "../support/cookieJar";
import { makeMaterial } from "../support/material";

describe("visits", () => {
  const material = makeMaterial();
  after(() => material.remove());

  it("of a person whose refresh token fits no cookie are not renewed, and the log says so", async () => {
    const logged: string[] = [];
    const log = pino({ base: undefined }, { write: (line: string) => logged.push(line) });
    const document = {
      ...validDocument(),
      session: { keys: material.sessionKeys },
      signing: { key: material.signingKey, keyPairId: "K2JCJMDEHXQW5F" },
    };
    const time = { now: Math.floor(Date.now() / 1_000) };
    const visits = new Visits(await makeSite(parseConfig(document), log, { clock: () => time.now }));
    const claims = { sub: "p", groups: ["members"] };
    const site = new Hono<Visit>()
      .get("/begin", async (context) => {
        await visits.begin(context, { claims, refreshToken: "x".repeat(4_000) });
        return context.text("");
      })
      .get("/keep", async (context) => {
        const session = await visits.read(context);
        const kept = session === undefined ? undefined : await visits.keep(context, session);
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
});
