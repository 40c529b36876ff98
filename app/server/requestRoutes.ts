/** The routes of requests for access. */
import type { Hono } from "hono";
import { accessRequestShape } from "../access/accessRequests";
import { RateLimiter } from "../access/rateLimiter";
import { returnPath } from "../access/returnPath";
import { viewerAddress, viewerNetwork } from "../access/viewerAddress";
import { requestAccessPage, requestSentPage } from "../pages/requestAccess";
import type { SiteEnvironment } from "./environment";
import { readForm } from "./form";
import { frameOf, type TierServices } from "./tier";

/** Five from one viewer and a hundred in all in ten minutes, per instance: people read them. */
const limits = { seconds: 600, each: 5, all: 100 };

/** Adds the routes. */
export function addRequestRoutes(tier: Hono<SiteEnvironment>, services: TierServices): void {
  const { site } = services;
  const limiter = new RateLimiter(site.clock, limits.seconds, limits.each, limits.all);

  tier.get("/request-access", (context) => {
    const path = returnPath(context.req.query("path"));
    const email = context.var.session?.email ?? "";
    return context.html(
      requestAccessPage(frameOf(services, context, "Request access"), { path, email, reason: "" }),
    );
  });

  tier.post("/request-access", async (context) => {
    const fields = await readForm(context);
    const frame = frameOf(services, context, "Request access");
    const parsed = accessRequestShape.safeParse({ reason: "", ...fields });
    const again = {
      path: returnPath(fields.path),
      email: fields.email ?? "",
      reason: (fields.reason ?? "").slice(0, 500),
    };
    if (!parsed.success) {
      const problem = "Please give a valid e-mail address, and at most 500 characters of text.";
      return context.html(requestAccessPage(frame, { ...again, problem }), 400);
    }
    const viewer = viewerAddress(context.req.header("cloudfront-viewer-address"));
    if (!limiter.take(viewerNetwork(viewer))) {
      context.header("retry-after", String(limiter.secondsLeft()));
      const problem = "That is a lot of requests. Please wait ten minutes.";
      return context.html(requestAccessPage(frame, { ...again, problem }), 429);
    }
    const person = context.var.session?.person;
    await site.requests.submit({ ...parsed.data, person });
    await site.audit.write("access was requested", person, { wish: parsed.data.path });
    return context.html(requestSentPage(frame, parsed.data.email));
  });
}
