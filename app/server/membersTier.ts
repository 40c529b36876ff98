/** The members tier: signed content. Pages check session and entitlement; files need only their signature. */
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
import type { RequestContext, SiteEnvironment } from "./environment";
import { fileCacheControl, fileHeaders } from "./headers";
import { frameOf, makeTier, type TierServices } from "./tier";

/** Redirects browsers without access to another page; programs get a plain 403. */
function redirectOf({ site }: TierServices): (context: RequestContext, page: string) => Response {
  const links = linksOf(site.config);
  return (context, page) =>
    (context.req.header("accept") ?? "").includes("text/html")
      ? context.redirect(links.app(page), 303)
      : context.text("This page is for members.\n", 403);
}

/** Refuses signed cookies that CloudFront must have refused; the sign-in page gives members new ones. */
function signedOnly(services: TierServices) {
  const { edgeSignature, log } = services.site;
  const redirect = redirectOf(services);
  return createMiddleware<SiteEnvironment>(async (context, next) => {
    const { method, path, url } = context.req;
    const request = {
      method,
      target: `${path}${new URL(url).search}`,
      cookie: context.req.header("cookie"),
      viewer: viewerAddress(context.req.header("cloudfront-viewer-address")),
    };
    if (edgeSignature.refuses(request)) {
      log.warn({ path: plainPath(path) }, "refused: the signed cookies do not open this path");
      return redirect(context, `/login?return=${encodeURIComponent(plainPath(path))}`);
    }
    return next();
  });
}

/** Admits members; sends others to sign in or to request access. */
function membersOnly(services: TierServices) {
  const { site, sessions } = services;
  const redirect = redirectOf(services);
  return createMiddleware<SiteEnvironment>(async (context, next) => {
    const { path } = context.req;
    const query = encodeURIComponent(path);
    const known = context.var.session;
    const session = known === undefined ? undefined : await sessions.keep(context, known);
    context.set("session", session);
    if (session === undefined) {
      return redirect(context, `/login?return=${query}`);
    }
    if (!mayOpen(path, session.grants, site.config.entitlements)) {
      return redirect(context, `/request-access?path=${query}`);
    }
    context.set("fileAt", await site.fileNames.namer());
    return next();
  });
}

/** Answers 404 for missing pages before the session is renewed, as an error response cannot set cookies. */
function existing(slugs: readonly { readonly slug: string }[]) {
  return createMiddleware<SiteEnvironment>(async (context, next) =>
    slugs.some(({ slug }) => slug === context.req.param("slug")) ? next() : context.notFound(),
  );
}

/** Admits requests with a valid secret path of a file. */
function namedFilesOnly({ site }: TierServices) {
  return createMiddleware<SiteEnvironment>(async (context, next) => {
    const seconds = await site.fileNames.secondsLeft(context.req.path);
    if (seconds === 0) {
      return context.notFound();
    }
    context.set("nameLasts", seconds);
    return next();
  });
}

/** Creates a text file at its first request. */
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

/** Creates the application of the members port. */
export function makeMembersTier(services: TierServices): Hono<SiteEnvironment> {
  const tier = makeTier(services);
  const guard = membersOnly(services);
  const named = namedFilesOnly(services);
  const links = linksOf(services.site.config);

  tier.use(signedOnly(services));
  for (const folder of ["/premium/files/:segment/:name", "/secure/files/:segment/:name"]) {
    tier.get(folder, named, (context) => {
      const file = files.get(plainPath(context.req.path));
      return file === undefined
        ? context.notFound()
        : fileAnswer(context.req.raw, file(), {
            ...fileHeaders,
            "cache-control": fileCacheControl(context.var.nameLasts),
          });
    });
  }
  tier.get("/downloads/:segment/:name", named, (context) => {
    const file = downloads.get(context.req.param("name"));
    return file === undefined
      ? context.notFound()
      : fileAnswer(context.req.raw, file, {
          ...fileHeaders,
          "cache-control": fileCacheControl(context.var.nameLasts),
          "content-disposition": `attachment; filename="${file.name}"`,
        });
  });

  tier.get("/premium/", guard, (context) =>
    context.html(studioPage(frameOf(services, context, "Studio", "/premium/"))),
  );
  tier.get("/premium/gallery/", guard, (context) =>
    context.html(galleryPage(frameOf(services, context, "Gallery", "/premium/gallery/"))),
  );
  tier.get("/premium/gallery/:slug", existing(pictures), guard, (context) => {
    const picture = pictures.find(({ slug }) => slug === context.req.param("slug"));
    return picture === undefined
      ? context.notFound()
      : context.html(picturePage(frameOf(services, context, picture.title), picture));
  });
  // Folders without a page of their own.
  tier.get("/secure/", guard, (context) => context.redirect(links.content("/secure/course/"), 303));
  tier.get("/downloads/", guard, (context) => context.redirect(links.app("/account"), 303));
  tier.get("/secure/course/", guard, (context) =>
    context.html(coursePage(frameOf(services, context, "Course", "/secure/course/"))),
  );
  tier.get("/secure/course/:slug", existing(lessons), guard, (context) => {
    const lesson = lessons.find(({ slug }) => slug === context.req.param("slug"));
    return lesson === undefined
      ? context.notFound()
      : context.html(lessonPage(frameOf(services, context, lesson.title), lesson));
  });
  return tier;
}
