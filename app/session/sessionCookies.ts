/** The cookies of a session and of signed content, in an answer. */
import { deleteCookie, setCookie } from "hono/cookie";
import { viewerAddress } from "../access/viewerAddress";
import type { VisitContext } from "../server/environment";
import type { Site } from "../site";
import type { Session } from "./session";

/** Cookies that are made and not yet set: all of them are, or none. */
export interface PreparedCookies {
  readonly session: Session;
  /** The session's own cookie; undefined leaves the one that the browser has. */
  readonly sealed: string | undefined;
  /** Set-Cookie lines for signed content. */
  readonly lines: readonly string[];
  /** Names of entitlements that hold for one IPv4 address, while the viewer has none that is known. */
  readonly blocked: readonly string[];
}

/**
 * Signs the cookies for content anew and seals the session's own.
 *
 * @param seals - whether the session's own cookie is made as well
 */
export async function prepareCookies(
  { audit, edge, sealer }: Site,
  context: VisitContext,
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

/** Sets cookies that are prepared. It waits for nothing, so that nothing changes between a check and this. */
export function putCookies({ cookies }: Site, context: VisitContext, prepared: PreparedCookies): Session {
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

/** Takes all cookies of the site out of the browser. */
export function clearCookies({ cookies, edge }: Site, context: VisitContext): void {
  const { session, renewal, login } = cookies;
  for (const { name, options } of [session, renewal, login]) {
    deleteCookie(context, name, options);
  }
  for (const line of edge.signOut()) {
    context.header("Set-Cookie", line, { append: true });
  }
  context.set("session", undefined);
}
