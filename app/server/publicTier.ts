/** The public tier: what anybody may open. Of signed content it has no route, so no spelling finds any. */
import type { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { fileAnswer } from "../files/fileAnswer";
import { homePage } from "../pages/home";
import { noticePage } from "../pages/login";
import { addAccountRoutes } from "./accountRoutes";
import type { Visit } from "./environment";
import { longestForm } from "./form";
import { fileHeaders, forever } from "./headers";
import { addLoginRoutes } from "./loginRoutes";
import { addRequestRoutes } from "./requestRoutes";
import { fromOwnPage } from "./sameSite";
import { assetAt } from "./staticFiles";
import { frameOf, makeTier, type TierParts } from "./tier";

/** The application of the public port. */
export function makePublicTier(parts: TierParts): Hono<Visit> {
  const { publicUrl, contentUrl = publicUrl } = parts.site.config;
  const tier = makeTier(parts);
  tier.post(
    "*",
    bodyLimit({
      maxSize: longestForm,
      onError: (context) => context.text("This form is too long.\n", 413),
    }),
    async (context, next) => {
      const sender = {
        origin: context.req.header("origin"),
        secFetchSite: context.req.header("sec-fetch-site"),
      };
      if (fromOwnPage(sender, [publicUrl, contentUrl])) {
        return next();
      }
      // Not 403: at the edge that is the page of those who lack a signature.
      const frame = frameOf(parts, context, "This form was not accepted");
      return context.html(
        noticePage(
          frame,
          "It was not sent from one of this site's pages. Open the page again and repeat it there.",
        ),
        400,
      );
    },
  );
  tier.get("/", (context) => context.html(homePage(frameOf(parts, context, "Members' studio"))));
  tier.get("/assets/:name", (context) => {
    const found = assetAt(context.req.path);
    if (found === undefined) {
      return context.notFound();
    }
    const cacheControl = found.current ? forever : "public, max-age=60";
    return fileAnswer(context.req.raw, found.file, { ...fileHeaders, "cache-control": cacheControl });
  });
  tier.get("/robots.txt", (context) => context.text("User-agent: *\nDisallow: /get/\nDisallow: /login\n"));
  addLoginRoutes(tier, parts);
  addAccountRoutes(tier, parts);
  addRequestRoutes(tier, parts);
  return tier;
}
