/** Requests for access. */
import type { Hono } from "hono";
import { accessRequestShape } from "../access/accessRequests";
import { Allowance } from "../access/allowance";
import { returnPath } from "../access/returnPath";
import { viewerAddress, viewerNetwork } from "../access/viewerAddress";
import { requestAccessPage, requestSentPage } from "../pages/requestAccess";
import type { Visit } from "./environment";
import { readForm } from "./form";
import { frameOf, type TierParts } from "./tier";

/** Per ten minutes and instance: five from one viewer, a hundred in all. People read them. */
const limits = { seconds: 600, each: 5, all: 100 };

/** Adds the routes. */
export function addRequestRoutes(tier: Hono<Visit>, parts: TierParts): void {
  const { site } = parts;
  const allowance = new Allowance(site.clock, limits.seconds, limits.each, limits.all);

  tier.get("/request-access", (context) => {
    const path = returnPath(context.req.query("path"));
    const email = context.var.session?.email ?? "";
    return context.html(
      requestAccessPage(frameOf(parts, context, "Request access"), { path, email, reason: "" }),
    );
  });

  tier.post("/request-access", async (context) => {
    const fields = await readForm(context);
    const frame = frameOf(parts, context, "Request access");
    const parsed = accessRequestShape.safeParse({ reason: "", ...fields });
    const again = {
      path: returnPath(fields.path),
      email: fields.email ?? "",
      reason: (fields.reason ?? "").slice(0, 500),
    };
    if (!parsed.success) {
      const problem = "Please give an e-mail address that we can answer to, and at most 500 characters.";
      return context.html(requestAccessPage(frame, { ...again, problem }), 400);
    }
    const viewer = viewerAddress(context.req.header("cloudfront-viewer-address"));
    if (!allowance.take(viewerNetwork(viewer))) {
      context.header("retry-after", String(allowance.secondsLeft()));
      const problem = "That is a lot of requests. Please wait ten minutes.";
      return context.html(requestAccessPage(frame, { ...again, problem }), 429);
    }
    const person = context.var.session?.person;
    await site.requests.submit({ ...parsed.data, person });
    await site.audit.write("access was requested", person, { wish: parsed.data.path });
    return context.html(requestSentPage(frame, parsed.data.email));
  });
}
