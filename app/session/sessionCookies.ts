/** Sets the cookies of a session and of signed content. */
import { deleteCookie, setCookie } from "hono/cookie";
import { viewerAddress } from "../access/viewerAddress";
import type { RequestContext } from "../server/environment";
import type { Site } from "../site";
import type { Session } from "./session";

/** Prepared cookies: all are set, or none. */
export interface PreparedCookies {
  readonly session: Session;
  /** The session's own cookie; undefined keeps that of the browser. */
  readonly sealed: string | undefined;
  /** Set-Cookie lines for signed content. */
  readonly lines: readonly string[];
  /** Names of entitlements that need the viewer's IPv4 address, which is unknown. */
  readonly blocked: readonly string[];
}

/**
 * Signs the cookies for content and seals the session's own.
 *
 * @param seals - whether to seal the session's own cookie
 */
export async function prepareCookies(
  { audit, edge, sealer }: Site,
  context: RequestContext,
  session: Session,
  seals: boolean,
): Promise<PreparedCookies> {
  const viewer = viewerAddress(context.req.header("cloudfront-viewer-address"));
  const access = await edge.cookies(session.grants, viewer);
  if (access.opened.length > 0) {
    await audit.write("cookies were signed", session.person, { folders: access.opened });
  }
  const next = { ...session, signedUntil: access.until };
  const sealed = seals ? await sealer.seal("session", next, next.expires) : undefined;
  if (seals && sealed === undefined) {
    throw new Error("the session does not fit into a cookie");
  }
  return { session: next, sealed, lines: access.lines, blocked: access.blocked };
}

/** Sets prepared cookies. It awaits nothing, so that nothing changes between a check and this. */
export function putCookies({ cookies }: Site, context: RequestContext, prepared: PreparedCookies): Session {
  const { session, sealed, lines, blocked } = prepared;
  if (sealed !== undefined) {
    setCookie(context, cookies.session.name, sealed, cookies.session.options);
  }
  for (const line of lines) {
    context.header("Set-Cookie", line, { append: true });
  }
  context.set("session", session);
  context.set("blocked", blocked);
  return session;
}

/** Deletes all cookies of the site. */
export function clearCookies({ cookies, edge }: Site, context: RequestContext): void {
  const { session, renewal, login } = cookies;
  for (const { name, options } of [session, renewal, login]) {
    deleteCookie(context, name, options);
  }
  for (const line of edge.signOut()) {
    context.header("Set-Cookie", line, { append: true });
  }
  context.set("session", undefined);
}
