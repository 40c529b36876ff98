import { Hono } from "hono";
import {
  createSigner,
  epochSeconds,
  type KeySource,
  now,
  planCookies,
  setCookieLines,
} from "secure-origin/signer";

/** Who is asking, and the paths that he may see; your session and your entitlements answer this. */
export type Entitled = (request: Request) => Promise<readonly string[] | undefined>;

/** A member opens /members once, and the browser holds cookies for every path that he is entitled to. */
export function membersArea(site: string, key: KeySource, keyPairId: string, entitled: Entitled): Hono {
  const signer = createSigner({ key, keyPairId });
  const app = new Hono();
  app.get("/members", async (context) => {
    const paths = await entitled(context.req.raw); // such as ["/premium/*", "/secure/*"]
    if (paths === undefined) {
      return context.redirect("/login");
    }
    const expires = epochSeconds(now() + 15 * 60);
    // One set a folder, each with its own Path, so that no set hides another.
    for (const { resource, path } of planCookies(paths.map((pattern) => site + pattern)).sets) {
      const cookies = await signer.signCookies({ resource, expires });
      for (const line of setCookieLines(cookies, { path })) {
        context.header("Set-Cookie", line, { append: true });
      }
    }
    context.header("Cache-Control", "no-store");
    return context.redirect("/premium/");
  });
  return app;
}
