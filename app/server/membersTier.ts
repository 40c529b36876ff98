/** The members tier: signed content. Pages check session and entitlement; files are opened by their signature alone. */

import { createHash } from "node:crypto";
import type { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { mayOpen } from "../access/entitlements";
import { plainPath } from "../access/fileNames";
import { viewerAddress } from "../access/viewerAddress";
import { downloads, type ServedFile } from "../content/downloads";
import { diagramOf, lessons, worksheetOf } from "../content/lessons";
import { drawPicture, pictures } from "../content/pictures";
import { fileAnswer, textFile } from "../files/fileAnswer";
import { coursePage, lessonPage } from "../pages/course";
import { linksOf } from "../pages/links";
import { galleryPage, picturePage, studioPage } from "../pages/studio";
import type { Visit, VisitContext } from "./environment";
import { fileHeaders, keptFor } from "./headers";
import { frameOf, makeTier, type TierParts } from "./tier";

/** Sends who is not let in to another page: a visitor's browser goes on, a program gets a plain answer. */
function elsewhereOf({ site }: TierParts): (context: VisitContext, page: string) => Response {
  const links = linksOf(site.config);
  return (context, page) =>
    (context.req.header("accept") ?? "").includes("text/html")
      ? context.redirect(links.app(page), 303)
      : context.text("This page is for members.\n", 403);
}

/** Refuses signed cookies that CloudFront cannot have let through: the sign-in page gives who is a member new ones. */
function signedOnly(parts: TierParts) {
  const { edgeSignature, log } = parts.site;
  const elsewhere = elsewhereOf(parts);
  return createMiddleware<Visit>(async (context, next) => {
    const { method, path, url } = context.req;
    const request = {
      method,
      target: `${path}${new URL(url).search}`,
      cookie: context.req.header("cookie"),
      viewer: viewerAddress(context.req.header("cloudfront-viewer-address")),
    };
    if (edgeSignature.refuses(request)) {
      log.warn({ path: plainPath(path) }, "refused: the signed cookies do not open this path");
      return elsewhere(context, `/login?return=${encodeURIComponent(plainPath(path))}`);
    }
    return next();
  });
}

/** Lets members through; sends others to sign in or to ask. */
function membersOnly(parts: TierParts) {
  const { site, visits } = parts;
  const elsewhere = elsewhereOf(parts);
  return createMiddleware<Visit>(async (context, next) => {
    const { path } = context.req;
    const wish = encodeURIComponent(path);
    const known = context.var.session;
    const session = known === undefined ? undefined : await visits.keep(context, known);
    context.set("session", session);
    if (session === undefined) {
      return elsewhere(context, `/login?return=${wish}`);
    }
    if (!mayOpen(path, session.grants, site.config.entitlements)) {
      return elsewhere(context, `/request-access?path=${wish}`);
    }
    context.set("fileAt", await site.fileNames.namer());
    return next();
  });
}

/** Answers 404 to pages that are not there before anything of the session is renewed: the answer could not carry it. */
function existing(slugs: readonly { readonly slug: string }[]) {
  return createMiddleware<Visit>(async (context, next) =>
    slugs.some(({ slug }) => slug === context.req.param("slug")) ? next() : context.notFound(),
  );
}

/** Lets through what names a file as only those are told who may open its folder. */
function namedFilesOnly({ site }: TierParts) {
  return createMiddleware<Visit>(async (context, next) => {
    const seconds = await site.fileNames.secondsLeft(context.req.path);
    if (seconds === 0) {
      return context.notFound();
    }
    context.set("nameLasts", seconds);
    return next();
  });
}

/** A text that is made at its first request and kept. */
function lazyFile(make: () => string, type: string): () => ServedFile {
  let file: ServedFile | undefined;
  return () => {
    if (file === undefined) {
      const text = make();
      const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
      file = textFile(text, type, `"${hash}"`);
    }
    return file;
  };
}

const svg = "image/svg+xml";
const files = new Map<string, () => ServedFile>([
  ...pictures.map(
    (picture) => [`/premium/files/${picture.slug}.svg`, lazyFile(() => drawPicture(picture), svg)] as const,
  ),
  ...lessons.flatMap(
    (lesson) =>
      [
        [`/secure/files/${lesson.slug}.svg`, lazyFile(() => diagramOf(lesson), svg)],
        [
          `/secure/files/${lesson.slug}.txt`,
          lazyFile(() => worksheetOf(lesson), "text/plain; charset=utf-8"),
        ],
      ] as const,
  ),
]);

/** The application of the members port. */
export function makeMembersTier(parts: TierParts): Hono<Visit> {
  const tier = makeTier(parts);
  const guard = membersOnly(parts);
  const named = namedFilesOnly(parts);
  const links = linksOf(parts.site.config);

  tier.use(signedOnly(parts));
  for (const folder of ["/premium/files/:segment/:name", "/secure/files/:segment/:name"]) {
    tier.get(folder, named, (context) => {
      const file = files.get(plainPath(context.req.path));
      return file === undefined
        ? context.notFound()
        : fileAnswer(context.req.raw, file(), {
            ...fileHeaders,
            "cache-control": keptFor(context.var.nameLasts),
          });
    });
  }
  tier.get("/downloads/:segment/:name", named, (context) => {
    const file = downloads.get(context.req.param("name"));
    return file === undefined
      ? context.notFound()
      : fileAnswer(context.req.raw, file, {
          ...fileHeaders,
          "cache-control": keptFor(context.var.nameLasts),
          "content-disposition": `attachment; filename="${file.name}"`,
        });
  });

  tier.get("/premium/", guard, (context) =>
    context.html(studioPage(frameOf(parts, context, "Studio", "/premium/"))),
  );
  tier.get("/premium/gallery/", guard, (context) =>
    context.html(galleryPage(frameOf(parts, context, "Gallery", "/premium/gallery/"))),
  );
  tier.get("/premium/gallery/:slug", existing(pictures), guard, (context) => {
    const picture = pictures.find(({ slug }) => slug === context.req.param("slug"));
    return picture === undefined
      ? context.notFound()
      : context.html(picturePage(frameOf(parts, context, picture.title), picture));
  });
  // The folders that members are let into by name, and that have no page of their own.
  tier.get("/secure/", guard, (context) => context.redirect(links.content("/secure/course/"), 303));
  tier.get("/downloads/", guard, (context) => context.redirect(links.app("/account"), 303));
  tier.get("/secure/course/", guard, (context) =>
    context.html(coursePage(frameOf(parts, context, "Course", "/secure/course/"))),
  );
  tier.get("/secure/course/:slug", existing(lessons), guard, (context) => {
    const lesson = lessons.find(({ slug }) => slug === context.req.param("slug"));
    return lesson === undefined
      ? context.notFound()
      : context.html(lessonPage(frameOf(parts, context, lesson.title), lesson));
  });
  return tier;
}
