/** The public tier. It has no route to signed content. */
import type { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { fileAnswer } from "../files/fileAnswer";
import { homePage } from "../pages/home";
import { noticePage } from "../pages/login";
import { addAccountRoutes } from "./accountRoutes";
import type { SiteEnvironment } from "./environment";
import { longestForm } from "./form";
import { fileHeaders, forever } from "./headers";
import { addLoginRoutes } from "./loginRoutes";
import { addRequestRoutes } from "./requestRoutes";
import { fromOwnPage } from "./sameSite";
import { assetAt } from "./staticFiles";
import { frameOf, makeTier, type TierServices } from "./tier";

/** Creates the application of the public port. */
export function makePublicTier(services: TierServices): Hono<SiteEnvironment> {
  const { publicUrl, contentUrl = publicUrl } = services.site.config;
  const tier = makeTier(services);
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
      // Not 403: the edge replaces that by the page for missing signatures.
      const frame = frameOf(services, context, "This form was not accepted");
      return context.html(
        noticePage(
          frame,
          "It was not sent from a page of this site. Please open the page again and repeat it there.",
        ),
        400,
      );
    },
  );
  tier.get("/", (context) => context.html(homePage(frameOf(services, context, "Members' studio"))));
  tier.get("/assets/:name", (context) => {
    const found = assetAt(context.req.path);
    if (found === undefined) {
      return context.notFound();
    }
    const cacheControl = found.current ? forever : "public, max-age=60";
    return fileAnswer(context.req.raw, found.file, { ...fileHeaders, "cache-control": cacheControl });
  });
  tier.get("/robots.txt", (context) => context.text("User-agent: *\nDisallow: /get/\nDisallow: /login\n"));
  addLoginRoutes(tier, services);
  addAccountRoutes(tier, services);
  addRequestRoutes(tier, services);
  return tier;
}
