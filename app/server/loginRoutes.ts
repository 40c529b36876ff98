/** The routes for signing in and out. */
import { createHash } from "node:crypto";
import type { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { mayOpen, ruleFor } from "../access/entitlements";
import { returnPath } from "../access/returnPath";
import { viewerAddress, viewerNetwork } from "../access/viewerAddress";
import { loginLimits, loginRateLimits } from "../login/rateLimits";
import { linksOf } from "../pages/links";
import { loginFailedPage, loginPage, noticePage, signedOutPage } from "../pages/login";
import { EndedIds } from "../session/endedIds";
import type { Session } from "../session/session";
import type { Site } from "../site";
import type { RequestContext, SiteEnvironment } from "./environment";
import { frameOf, type TierServices } from "./tier";

/** How long a person may take at the issuer, in seconds. */
const loginSeconds = 600;

/** The most used sign-ins that an instance remembers: more than its rate limits allow while one is valid. */
const mostUsed = 80_000;

/** The content of the cookie of a sign-in. */
const attemptShape = z.object({
  state: z.string().min(1),
  nonce: z.string().min(1),
  verifier: z.string().min(1),
  /** When it began, in seconds since 1970. */
  began: z.int(),
  returnTo: z.string().optional(),
});

/** Returns the page after signing in: the requested one, the form if the membership does not cover it, or the account. */
async function destination(
  { config, fileNames }: Pick<Site, "config" | "fileNames">,
  { grants }: Pick<Session, "grants">,
  returnTo: string | undefined,
  blocked: readonly string[],
): Promise<string> {
  const links = linksOf(config);
  const rule = returnTo === undefined ? undefined : ruleFor(returnTo, config.entitlements);
  if (returnTo === undefined) {
    return links.app("/account");
  }
  if (rule === undefined) {
    return links.app(returnTo);
  }
  if (!mayOpen(returnTo, grants, config.entitlements)) {
    return links.app(`/request-access?path=${encodeURIComponent(returnTo)}`);
  }
  if (blocked.includes(rule.name)) {
    return links.app("/account");
  }
  if (rule.access === "cookies") {
    return links.content(await fileNames.pathOf(returnTo));
  }
  // A link opens one file; the account lists the files of the folder.
  return links.app(returnTo === rule.prefix ? "/account" : `/get${returnTo}`);
}

/** Adds the routes. */
export function addLoginRoutes(tier: Hono<SiteEnvironment>, services: TierServices): void {
  const { site, sessions } = services;
  const { login } = site.cookies;
  const issuerName = new URL(site.config.oidc.issuer).hostname;
  const returnPathOf = (context: RequestContext): string | undefined =>
    returnPath(context.req.query("return"));
  const failed = (context: RequestContext, reason: string): Response | Promise<Response> =>
    context.html(loginFailedPage(frameOf(services, context, "You are not signed in"), reason), 400);
  const used = new EndedIds(site.clock, loginSeconds, mostUsed);
  const limiters = loginRateLimits(site.clock);
  const viewerOf = (context: RequestContext): string =>
    viewerNetwork(viewerAddress(context.req.header("cloudfront-viewer-address")));
  const tooMany = (context: RequestContext): Response | Promise<Response> => {
    context.header("Retry-After", String(loginLimits.seconds));
    const frame = frameOf(services, context, "Please wait");
    return context.html(
      noticePage(
        frame,
        "There were too many sign-ins from your connection. Please try again in five minutes.",
      ),
      429,
    );
  };

  tier.get("/login", async (context) => {
    const returnTo = returnPathOf(context);
    const known = context.var.session;
    // Somebody who is signed in comes from the 403 page: the signed cookies have expired, the session has not.
    const session =
      known === undefined ? await sessions.resume(context) : await sessions.refresh(context, known);
    return session === undefined
      ? context.html(loginPage(frameOf(services, context, "Sign in", "/login"), returnTo, issuerName))
      : context.redirect(await destination(site, session, returnTo, context.var.blocked), 303);
  });

  tier.get("/login/start", async (context) => {
    if (!limiters.start.take(viewerOf(context))) {
      return tooMany(context);
    }
    const { url, attempt } = await site.provider.begin();
    const returnTo = returnPathOf(context);
    const began = site.clock();
    const content = { ...attempt, began, ...(returnTo === undefined ? {} : { returnTo }) };
    const text = await site.sealer.seal("login", content, began + loginSeconds);
    if (text === undefined) {
      throw new Error("a login attempt does not fit into a cookie");
    }
    setCookie(context, login.name, text, { ...login.options, maxAge: loginSeconds });
    return context.redirect(url.href, 303);
  });

  tier.get("/callback", async (context) => {
    const attempt = await site.sealer.open("login", getCookie(context, login.name), attemptShape);
    const { search, searchParams } = new URL(context.req.url);
    if (attempt !== undefined && searchParams.get("state") !== attempt.state) {
      // Anybody can send a browser here. The sign-in in progress continues, and nothing is counted.
      site.log.warn("a login failed: the answer has the state of another one");
      return failed(context, "The sign-in was refused or cancelled.");
    }
    if (attempt !== undefined && !limiters.callback.take(viewerOf(context))) {
      return tooMany(context);
    }
    deleteCookie(context, login.name, login.options);
    if (attempt === undefined) {
      return failed(context, "Signing in took too long, or was started in another browser.");
    }
    const id = createHash("sha256").update(attempt.state).digest("base64url");
    if (used.has(id, attempt.began)) {
      return failed(context, "This sign-in was already used. Please start again.");
    }
    // Before the issuer is asked: a failed attempt is used as well.
    used.add(id, attempt.began);
    const identity = await site.provider.finish(search, attempt).catch((error: unknown) => {
      site.log.warn({ err: error }, "a login failed");
      return undefined;
    });
    if (identity === undefined) {
      return failed(context, "The sign-in was refused or cancelled.");
    }
    const session = await sessions.begin(context, identity);
    await site.audit.write("signed in", session.person, { grants: session.grants });
    return context.redirect(await destination(site, session, attempt.returnTo, context.var.blocked), 303);
  });

  tier.post("/logout", async (context) => {
    const [issuerUrl, person] = await Promise.all([
      site.provider.signOutUrl().catch((error: unknown) => {
        site.log.warn({ err: error }, "the issuer did not say where to sign out");
        return undefined;
      }),
      sessions.signOut(context),
    ]);
    if (person !== undefined) {
      await site.audit.write("signed out", person);
    }
    context.header("Clear-Site-Data", '"cache"');
    return context.html(signedOutPage(frameOf(services, context, "You are signed out"), issuerUrl));
  });
}
