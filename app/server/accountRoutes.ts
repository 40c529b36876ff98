/** The routes of the account and of download links. */
import type { Hono } from "hono";
import { mayOpen, ruleFor } from "../access/entitlements";
import { RateLimiter } from "../access/rateLimiter";
import { viewerAddress } from "../access/viewerAddress";
import { downloads } from "../content/downloads";
import { accountPage } from "../pages/account";
import { linksOf } from "../pages/links";
import { noticePage } from "../pages/login";
import type { SiteEnvironment } from "./environment";
import { frameOf, type TierServices } from "./tier";

/**
 * Sixty links for one person and six thousand in all in ten minutes, per instance. A link is a credential, and may cost a
 * call to KMS.
 */
const linkLimits = { seconds: 600, each: 60, all: 6_000 };

/** Adds the routes. */
export function addAccountRoutes(tier: Hono<SiteEnvironment>, services: TierServices): void {
  const { site, sessions } = services;
  const { entitlements: rules } = site.config;
  const links = linksOf(site.config);
  const limiter = new RateLimiter(site.clock, linkLimits.seconds, linkLimits.each, linkLimits.all);

  tier.get("/account", async (context) => {
    const known = context.var.session;
    const session = known === undefined ? undefined : await sessions.refresh(context, known);
    if (session === undefined) {
      return context.redirect("/login?return=%2Faccount", 303);
    }
    const { blocked } = context.var;
    return context.html(
      accountPage(frameOf(services, context, "Your account", "/account"), { session, rules, blocked }),
    );
  });

  // The script of an open page calls this, so that signed cookies do not expire while it is open.
  tier.post("/session", async (context) => {
    const known = context.var.session;
    const session = known === undefined ? undefined : await sessions.keep(context, known);
    return session === undefined
      ? context.json({ signedIn: false }, 401)
      : context.json({ signedIn: true, expires: session.expires, signedUntil: session.signedUntil });
  });

  tier.get("/get/downloads/:name", async (context) => {
    const file = downloads.get(context.req.param("name"));
    const path = `/downloads/${file?.name ?? ""}`;
    const rule = ruleFor(path, rules);
    if (file === undefined || rule === undefined) {
      return context.notFound();
    }
    const query = encodeURIComponent(path);
    const known = context.var.session;
    const session = known === undefined ? undefined : await sessions.keep(context, known);
    if (session === undefined) {
      return context.redirect(`/login?return=${query}`, 303);
    }
    if (!mayOpen(path, session.grants, rules)) {
      return context.redirect(`/request-access?path=${query}`, 303);
    }
    if (rule.access === "cookies") {
      return context.redirect(links.content(await site.fileNames.pathOf(path)), 303);
    }
    if (!limiter.take(session.person)) {
      await site.audit.write("a link was refused: too many", session.person, { file: path });
      const seconds = limiter.secondsLeft();
      context.header("retry-after", String(seconds));
      const minutes = Math.ceil(seconds / 60);
      return context.html(
        noticePage(
          frameOf(services, context, "That is a lot of downloads"),
          `Please try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}. Downloads in progress continue.`,
        ),
        429,
      );
    }
    const viewer = viewerAddress(context.req.header("cloudfront-viewer-address"));
    const url = await site.edge.fileUrl(await site.fileNames.pathOf(path), rule, viewer);
    if (url !== undefined) {
      await site.audit.write("a link was signed", session.person, { file: path, minutes: rule.minutes });
      return context.redirect(url, 303);
    }
    const frame = frameOf(services, context, "This download needs IPv4");
    return context.html(
      noticePage(
        frame,
        "Its link is valid for one IPv4 address, and your connection has none that we know of.",
      ),
      409,
    );
  });
}
