/** The account, and the links that open one file. */
import type { Hono } from "hono";
import { Allowance } from "../access/allowance";
import { mayOpen, ruleFor } from "../access/entitlements";
import { viewerAddress } from "../access/viewerAddress";
import { downloads } from "../content/downloads";
import { accountPage } from "../pages/account";
import { linksOf } from "../pages/links";
import { noticePage } from "../pages/login";
import type { Visit } from "./environment";
import { frameOf, type TierParts } from "./tier";

/**
 * Per ten minutes and instance: sixty links for one person, six thousand in all. Each is a signature that whoever has it
 * can use, and may be a call to KMS.
 */
const linkLimits = { seconds: 600, each: 60, all: 6_000 };

/** Adds the routes. */
export function addAccountRoutes(tier: Hono<Visit>, parts: TierParts): void {
  const { site, visits } = parts;
  const { entitlements: rules } = site.config;
  const links = linksOf(site.config);
  const allowance = new Allowance(site.clock, linkLimits.seconds, linkLimits.each, linkLimits.all);

  tier.get("/account", async (context) => {
    const known = context.var.session;
    const session = known === undefined ? undefined : await visits.refresh(context, known);
    if (session === undefined) {
      return context.redirect("/login?return=%2Faccount", 303);
    }
    const { blocked } = context.var;
    return context.html(
      accountPage(frameOf(parts, context, "Your account", "/account"), { session, rules, blocked }),
    );
  });

  // Asked for by the script of an open page, so that a long look at the gallery does not end at a 403.
  tier.post("/session", async (context) => {
    const known = context.var.session;
    const session = known === undefined ? undefined : await visits.keep(context, known);
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
    const wish = encodeURIComponent(path);
    const known = context.var.session;
    const session = known === undefined ? undefined : await visits.keep(context, known);
    if (session === undefined) {
      return context.redirect(`/login?return=${wish}`, 303);
    }
    if (!mayOpen(path, session.grants, rules)) {
      return context.redirect(`/request-access?path=${wish}`, 303);
    }
    if (rule.access === "cookies") {
      return context.redirect(links.content(await site.fileNames.pathOf(path)), 303);
    }
    if (!allowance.take(session.person)) {
      await site.audit.write("a link was refused: too many", session.person, { file: path });
      const seconds = allowance.secondsLeft();
      context.header("retry-after", String(seconds));
      const minutes = Math.ceil(seconds / 60);
      return context.html(
        noticePage(
          frameOf(parts, context, "That is a lot of downloads"),
          `Please try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}. Downloads that have begun go on.`,
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
    const frame = frameOf(parts, context, "This download needs IPv4");
    return context.html(
      noticePage(frame, "Its link is for one IPv4 address, and your connection has none that we know."),
      409,
    );
  });
}
