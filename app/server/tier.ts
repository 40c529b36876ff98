/** What both tiers' applications begin with: headers, sessions, health, errors. Routes are each tier's own. */
import { Hono } from "hono";
import { plainPath } from "../access/fileNames";
import type { Frame } from "../pages/layout";
import { linksOf } from "../pages/links";
import { noticePage } from "../pages/login";
import type { Visits } from "../session/visits";
import type { Site } from "../site";
import type { Visit, VisitContext } from "./environment";
import { noStore, securityHeaders } from "./headers";
import type { Health } from "./lifecycle";

/** What a tier's routes are made from. */
export interface TierParts {
  readonly site: Site;
  readonly visits: Visits;
  readonly health: Health;
}

/** The frame of a page for whoever is signed in. */
export function frameOf({ site }: TierParts, context: VisitContext, title: string, current?: string): Frame {
  const { session, fileAt } = context.var;
  return {
    title,
    links: linksOf(site.config),
    session,
    fileAt,
    ...(current === undefined ? {} : { current }),
  };
}

/** An application without routes of its own yet. */
export function makeTier(parts: TierParts): Hono<Visit> {
  const { site, visits, health } = parts;
  const always = Object.entries(securityHeaders(site.config));
  const tier = new Hono<Visit>();
  tier.use(async (context, next) => {
    context.set("session", undefined);
    context.set("blocked", []);
    context.set("fileAt", (path) => path);
    context.set("nameLasts", 0);
    await next();
    // What is kept of an error at an edge location may reach others: no answer of the sort carries a credential.
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
      noticePage(frameOf(parts, context, "Nothing here"), "There is no page at this address."),
      404,
    ),
  );
  tier.onError((error, context) => {
    site.log.error({ err: error, path: plainPath(context.req.path) }, "a request failed");
    context.set("session", undefined);
    return context.html(
      noticePage(
        frameOf(parts, context, "That did not work"),
        "The fault is ours. Please try again in a minute.",
      ),
      500,
    );
  });
  // Sessions are read for pages alone; files and health checks have none.
  tier.use(async (context, next) => {
    if (!/^\/(?:healthz$|assets\/|premium\/files\/|secure\/files\/|downloads\/.)/.test(context.req.path)) {
      context.set("session", await visits.read(context));
    }
    await next();
  });
  return tier;
}
