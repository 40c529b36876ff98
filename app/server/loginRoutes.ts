/** Signing in and out. */
import { createHash } from "node:crypto";
import type { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { mayOpen, ruleFor } from "../access/entitlements";
import { returnPath } from "../access/returnPath";
import { viewerAddress, viewerNetwork } from "../access/viewerAddress";
import { loginAllowances, loginLimits } from "../login/loginAllowances";
import { linksOf } from "../pages/links";
import { loginFailedPage, loginPage, noticePage, signedOutPage } from "../pages/login";
import { EndedIds } from "../session/endedIds";
import type { Session } from "../session/session";
import type { Site } from "../site";
import type { Visit, VisitContext } from "./environment";
import { frameOf, type TierParts } from "./tier";

/** How long a person may take at the issuer, in seconds. */
const loginSeconds = 600;

/** The most attempts that an instance remembers as used: more than its limits let end while one lives. */
const mostUsed = 80_000;

/** The content of the cookie that goes along to the issuer and back. */
const attemptShape = z.object({
  state: z.string().min(1),
  nonce: z.string().min(1),
  verifier: z.string().min(1),
  /** When it began, in seconds since 1970. */
  began: z.int(),
  wish: z.string().optional(),
});

/** Where a person goes once signed in: to what was wished for, to the form if the membership lacks it, else to the account. */
async function destination(
  { config, fileNames }: Pick<Site, "config" | "fileNames">,
  { grants }: Pick<Session, "grants">,
  wish: string | undefined,
  blocked: readonly string[],
): Promise<string> {
  const links = linksOf(config);
  const rule = wish === undefined ? undefined : ruleFor(wish, config.entitlements);
  if (wish === undefined) {
    return links.app("/account");
  }
  if (rule === undefined) {
    return links.app(wish);
  }
  if (!mayOpen(wish, grants, config.entitlements)) {
    return links.app(`/request-access?path=${encodeURIComponent(wish)}`);
  }
  if (blocked.includes(rule.name)) {
    return links.app("/account");
  }
  if (rule.access === "cookies") {
    return links.content(await fileNames.pathOf(wish));
  }
  // A link opens one file: the folder itself is the list of files in the account.
  return links.app(wish === rule.prefix ? "/account" : `/get${wish}`);
}

/** Adds the routes. */
export function addLoginRoutes(tier: Hono<Visit>, parts: TierParts): void {
  const { site, visits } = parts;
  const { login } = site.cookies;
  const issuerName = new URL(site.config.oidc.issuer).hostname;
  const wishOf = (context: VisitContext): string | undefined => returnPath(context.req.query("return"));
  const failed = (context: VisitContext, reason: string): Response | Promise<Response> =>
    context.html(loginFailedPage(frameOf(parts, context, "You are not signed in"), reason), 400);
  const used = new EndedIds(site.clock, loginSeconds, mostUsed);
  const allowances = loginAllowances(site.clock);
  const viewerOf = (context: VisitContext): string =>
    viewerNetwork(viewerAddress(context.req.header("cloudfront-viewer-address")));
  const tooMany = (context: VisitContext): Response | Promise<Response> => {
    context.header("Retry-After", String(loginLimits.seconds));
    const frame = frameOf(parts, context, "Please wait");
    return context.html(
      noticePage(frame, "There were too many sign-ins from your connection. Try again in five minutes."),
      429,
    );
  };

  tier.get("/login", async (context) => {
    const wish = wishOf(context);
    const known = context.var.session;
    // Somebody who is signed in comes here from the 403 page: the cookies for the content have ended, the session has not.
    const session = known === undefined ? await visits.resume(context) : await visits.refresh(context, known);
    return session === undefined
      ? context.html(loginPage(frameOf(parts, context, "Sign in", "/login"), wish, issuerName))
      : context.redirect(await destination(site, session, wish, context.var.blocked), 303);
  });

  tier.get("/login/start", async (context) => {
    if (!allowances.start.take(viewerOf(context))) {
      return tooMany(context);
    }
    const { url, attempt } = await site.provider.begin();
    const wish = wishOf(context);
    const began = site.clock();
    const content = { ...attempt, began, ...(wish === undefined ? {} : { wish }) };
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
      // Anybody can lead a browser here. The login that is under way goes on, and nothing is counted.
      site.log.warn("a login failed: the answer has the state of another one");
      return failed(context, "The login was refused or broken off.");
    }
    if (attempt !== undefined && !allowances.callback.take(viewerOf(context))) {
      return tooMany(context);
    }
    deleteCookie(context, login.name, login.options);
    if (attempt === undefined) {
      return failed(context, "Signing in took too long, or was begun in another browser.");
    }
    const id = createHash("sha256").update(attempt.state).digest("base64url");
    if (used.has(id, attempt.began)) {
      return failed(context, "This login was used already. Begin again.");
    }
    // Before the issuer is asked: an attempt that fails is used as well.
    used.add(id, attempt.began);
    const identity = await site.provider.finish(search, attempt).catch((error: unknown) => {
      site.log.warn({ err: error }, "a login failed");
      return undefined;
    });
    if (identity === undefined) {
      return failed(context, "The login was refused or broken off.");
    }
    const session = await visits.begin(context, identity);
    await site.audit.write("signed in", session.person, { grants: session.grants });
    return context.redirect(await destination(site, session, attempt.wish, context.var.blocked), 303);
  });

  tier.post("/logout", async (context) => {
    const [issuerUrl, person] = await Promise.all([
      site.provider.signOutUrl().catch((error: unknown) => {
        site.log.warn({ err: error }, "the issuer did not say where to sign out");
        return undefined;
      }),
      visits.signOut(context),
    ]);
    if (person !== undefined) {
      await site.audit.write("signed out", person);
    }
    context.header("Clear-Site-Data", '"cache"');
    return context.html(signedOutPage(frameOf(parts, context, "You are signed out"), issuerUrl));
  });
}
