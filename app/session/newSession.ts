/** New sessions: their cookies are prepared from the issuer's answer, and then set together. */
import { deleteCookie, setCookie } from "hono/cookie";
import { grantsFor } from "../access/entitlements";
import type { Identity } from "../login/provider";
import type { RequestContext } from "../server/environment";
import type { Site } from "../site";
import { personOf } from "./person";
import { lastEnd, nextEnd, type Renewal, type Session } from "./session";
import { type PreparedCookies, prepareCookies, putCookies } from "./sessionCookies";

/** The cookies of a new or renewed session. */
export interface NewSessionCookies extends PreparedCookies {
  /** The renewal cookie; undefined where nothing renews the session. */
  readonly renewal: string | undefined;
}

/** Prepares the cookies of a session by the issuer's answer, sealed with the current key. */
export async function prepareSession(
  site: Site,
  context: RequestContext,
  { claims, refreshToken }: Identity,
  { family, started }: Pick<Session, "family" | "started">,
): Promise<NewSessionCookies> {
  const { config, sealer, clock, log } = site;
  const person = personOf(claims);
  const renewal: Renewal | undefined =
    refreshToken === undefined ? undefined : { token: refreshToken, family, person: person.person, started };
  const end = lastEnd(started, config.session);
  const text = renewal === undefined ? undefined : await sealer.seal("renewal", renewal, end);
  if (renewal !== undefined && text === undefined) {
    log.warn("a refresh token is too long for a cookie: its session is not renewed");
  }
  const session: Session = {
    ...person,
    family,
    grants: grantsFor(claims, config.entitlements),
    started,
    expires: nextEnd(started, clock(), config.session),
    signedUntil: 0,
  };
  return { ...(await prepareCookies(site, context, session, true)), renewal: text };
}

/** Sets the prepared cookies of a session. It awaits nothing, so that nothing changes between a check and this. */
export function putSession(site: Site, context: RequestContext, prepared: NewSessionCookies): Session {
  const { name, options } = site.cookies.renewal;
  if (prepared.renewal === undefined) {
    deleteCookie(context, name, options);
  } else {
    setCookie(context, name, prepared.renewal, options);
  }
  return putCookies(site, context, prepared);
}
