/** The common part of both tiers: headers, sessions, health and errors. */
import { Hono } from "hono";
import { plainPath } from "../access/fileNames";
import type { Frame } from "../pages/layout";
import { linksOf } from "../pages/links";
import { noticePage } from "../pages/login";
import type { Sessions } from "../session/sessions";
import type { Site } from "../site";
import type { RequestContext, SiteEnvironment } from "./environment";
import { noStore, securityHeaders } from "./headers";
import type { Health } from "./lifecycle";

/** What the routes of a tier use. */
export interface TierServices {
  readonly site: Site;
  readonly sessions: Sessions;
  readonly health: Health;
}

/** Returns the frame of a page for the current session. */
export function frameOf(
  { site }: TierServices,
  context: RequestContext,
  title: string,
  current?: string,
): Frame {
  const { session, fileAt } = context.var;
  return {
    title,
    links: linksOf(site.config),
    session,
    fileAt,
    ...(current === undefined ? {} : { current }),
  };
}

/** Creates an application without routes of its own. */
export function makeTier(services: TierServices): Hono<SiteEnvironment> {
  const { site, sessions, health } = services;
  const always = Object.entries(securityHeaders(site.config));
  const tier = new Hono<SiteEnvironment>();
  tier.use(async (context, next) => {
    context.set("session", undefined);
    context.set("blocked", []);
    context.set("fileAt", (path) => path);
    context.set("nameLasts", 0);
    await next();
    // An edge location may cache errors for other viewers: they must not set cookies.
    if (context.res.status >= 400) {
      context.res.headers.delete("set-cookie");
    }
    for (const [name, value] of always) {
      if (!context.res.headers.has(name)) {
        context.res.headers.set(name, value);
      }
    }
    if (!context.res.headers.has("cache-control")) {
      context.res.headers.set("cache-control", noStore);
    }
    if (!health.ready) {
      context.res.headers.set("connection", "close");
    }
  });
  tier.get("/healthz", (context) => (health.ready ? context.text("ok\n") : context.text("stopping\n", 503)));
  tier.notFound((context) =>
    context.html(
      noticePage(frameOf(services, context, "Nothing here"), "There is no page at this address."),
      404,
    ),
  );
  tier.onError((error, context) => {
    site.log.error({ err: error, path: plainPath(context.req.path) }, "a request failed");
    context.set("session", undefined);
    return context.html(
      noticePage(
        frameOf(services, context, "That did not work"),
        "This is our fault. Please try again in a minute.",
      ),
      500,
    );
  });
  // Sessions are read for pages only, not for files and health checks.
  tier.use(async (context, next) => {
    if (!/^\/(?:healthz$|assets\/|premium\/files\/|secure\/files\/|downloads\/.)/.test(context.req.path)) {
      context.set("session", await sessions.read(context));
    }
    await next();
  });
  return tier;
}
