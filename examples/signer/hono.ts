import { Hono } from "hono";
import {
  createSigner,
  epochSeconds,
  type KeySource,
  now,
  planCookies,
  setCookieLines,
} from "secure-origin/signer";

/** Returns the paths that the signed-in user may see, by your sessions and entitlements; undefined if nobody is signed in. */
export type Entitled = (request: Request) => Promise<readonly string[] | undefined>;

/** Serves /members, which sets signed cookies for every path that the user is entitled to. */
export function membersArea(site: string, key: KeySource, keyPairId: string, entitled: Entitled): Hono {
  const signer = createSigner({ key, keyPairId });
  const app = new Hono();
  app.get("/members", async (context) => {
    const paths = await entitled(context.req.raw); // such as ["/premium/*", "/secure/*"]
    if (paths === undefined) {
      return context.redirect("/login");
    }
    const expires = epochSeconds(now() + 15 * 60);
    // One set of cookies for each folder, with its own Path: a second set for the same Path would replace the first.
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
