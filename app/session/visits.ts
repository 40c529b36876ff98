/** Sessions over the visits of a person: begin, keep, resume, end. */
import { randomUUID } from "node:crypto";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { type Claims, grantsFor } from "../access/entitlements";
import { viewerAddress } from "../access/viewerAddress";
import type { Identity, RenewedIdentity } from "../login/provider";
import type { VisitContext } from "../server/environment";
import type { Site } from "../site";
import { EndedIds } from "./endedIds";
import { Renewals } from "./renewals";
import {
  lastEnd,
  nextEnd,
  type Renewal,
  renewalShape,
  type Session,
  sessionShape,
  upkeepOf,
} from "./session";

/** The most sessions that an instance remembers as ended, a few megabytes of them. */
const mostEnded = 50_000;

/** What the issuer's claims say of a person, in the site's words. */
function personOf(claims: Claims): Pick<Session, "person" | "name" | "email"> {
  const text = (name: string): string | undefined => {
    const value = claims[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const person = text("sub");
  if (person === undefined) {
    throw new Error("the identity token names nobody");
  }
  const email = text("email");
  const name = text("name") ?? text("preferred_username") ?? email ?? "Member";
  return { person, name: name.slice(0, 120), ...(email === undefined ? {} : { email: email.slice(0, 254) }) };
}

/** Reads and writes the cookies of a session. */
export class Visits {
  readonly #renewals: Renewals;
  readonly #ended: EndedIds;

  constructor(private readonly site: Site) {
    this.#renewals = new Renewals(site.clock, (token) => site.provider.renew(token));
    this.#ended = new EndedIds(site.clock, site.config.session.maxHours * 3_600, mostEnded);
  }

  /** Who is signed in, by the request's cookie. What an error had to leave in the browser of an ended session goes now. */
  async read(context: VisitContext): Promise<Session | undefined> {
    const text = getCookie(context, this.site.cookies.session.name);
    const session = await this.site.sealer.open("session", text, sessionShape);
    const alive = this.#alive(session);
    if (session !== undefined && alive === undefined) {
      this.#clear(context);
    }
    return alive;
  }

  /** Signs a person in. */
  async begin(context: VisitContext, identity: Identity): Promise<Session> {
    return this.#write(context, identity, { family: randomUUID(), started: this.site.clock() });
  }

  /** Renews what a page view has to renew. The page is served either way, unless the person is no longer a member. */
  async keep(context: VisitContext, session: Session): Promise<Session | undefined> {
    const { clock, config, edge, log } = this.site;
    const renewal = await this.#renewal(context, session);
    const seconds = edge.cookieSeconds(session.grants);
    switch (upkeepOf(session, clock(), config.session, renewal !== undefined, seconds)) {
      case "ask":
        return renewal === undefined ? session : this.#ask(context, renewal, session);
      case "sign":
        return this.#set(context, session).catch((error: unknown) => {
          log.error({ err: error }, "cookies could not be signed");
          return session;
        });
      case "none":
        return session;
    }
  }

  /** The same, and the cookies for signed content are new in any case. */
  async refresh(context: VisitContext, session: Session): Promise<Session | undefined> {
    const kept = await this.keep(context, session);
    return kept === session ? this.#set(context, session) : kept;
  }

  /** Signs a person in again whose session has ended and whose renewal cookie has not. */
  async resume(context: VisitContext): Promise<Session | undefined> {
    const renewal = await this.#renewal(context, undefined);
    return renewal === undefined ? undefined : this.#ask(context, renewal, undefined);
  }

  /**
   * Signs a person out: copies of the cookies are refused here from now on, and the issuer renews none of them anywhere.
   * An issuer that does not answer keeps nobody signed in.
   */
  async signOut(context: VisitContext): Promise<void> {
    const renewal = await this.#renewal(context, undefined);
    for (const one of [context.var.session, renewal]) {
      this.#refuse(one);
    }
    this.#clear(context);
    if (renewal !== undefined) {
      await this.site.provider.revoke(renewal.token).catch((error: unknown) => {
        this.site.log.warn({ err: error }, "a refresh token could not be revoked");
      });
    }
  }

  #refuse(one: Session | Renewal | undefined): void {
    if (one !== undefined) {
      this.#ended.add(one.family, one.started);
    }
  }

  #alive<One extends Session | Renewal>(one: One | undefined): One | undefined {
    return one === undefined || this.#ended.has(one.family, one.started) ? undefined : one;
  }

  /** Takes everything out of the browser. */
  #clear(context: VisitContext): void {
    const { session, renewal, login } = this.site.cookies;
    for (const { name, options } of [session, renewal, login]) {
      deleteCookie(context, name, options);
    }
    for (const line of this.site.edge.signOut()) {
      context.header("Set-Cookie", line, { append: true });
    }
    context.set("session", undefined);
  }

  async #renewal(context: VisitContext, session: Session | undefined): Promise<Renewal | undefined> {
    const text = getCookie(context, this.site.cookies.renewal.name);
    const renewal = this.#alive(await this.site.sealer.open("renewal", text, renewalShape));
    // The cookie of somebody who was signed in here before renews nobody else's session.
    return session === undefined || renewal?.family === session.family ? renewal : undefined;
  }

  async #ask(
    context: VisitContext,
    renewal: Renewal,
    session: Session | undefined,
  ): Promise<Session | undefined> {
    let answer: RenewedIdentity;
    try {
      answer = await this.#renewals.ask(renewal.token);
    } catch (error) {
      this.site.log.warn({ err: error }, "the issuer could not be asked whether a session goes on");
      return session;
    }
    if (answer === "ended" || personOf(answer.claims).person !== renewal.person) {
      this.#refuse(renewal);
    }
    // Also when the person signed out while the issuer was asked.
    if (answer === "ended" || this.#alive(renewal) === undefined) {
      this.#clear(context);
      await this.site.audit.write("a session was not renewed", renewal.person);
      return undefined;
    }
    return this.#write(context, answer, renewal);
  }

  async #write(
    context: VisitContext,
    identity: Identity,
    { family, started }: Pick<Session, "family" | "started">,
  ): Promise<Session> {
    const { cookies, config, sealer, clock, log } = this.site;
    const { claims, refreshToken } = identity;
    const person = personOf(claims);
    const end = lastEnd(started, config.session);
    const renewal: Renewal | undefined =
      refreshToken === undefined
        ? undefined
        : { token: refreshToken, family, person: person.person, started };
    const text = renewal === undefined ? undefined : await sealer.seal("renewal", renewal, end);
    if (renewal !== undefined && text === undefined) {
      log.warn("a refresh token is too long for a cookie: its session is not renewed");
    }
    const session = await this.#set(context, {
      ...person,
      family,
      grants: grantsFor(claims, config.entitlements),
      started,
      expires: nextEnd(started, clock(), config.session),
      signedUntil: 0,
    });
    // After what may fail: all cookies are set, or none.
    if (text === undefined) {
      deleteCookie(context, cookies.renewal.name, cookies.renewal.options);
    } else {
      setCookie(context, cookies.renewal.name, text, cookies.renewal.options);
    }
    return session;
  }

  /** Sets the session's cookie and, fresh, those for signed content, once all of them are made. */
  async #set(context: VisitContext, session: Session): Promise<Session> {
    const { audit, cookies, edge, sealer } = this.site;
    const viewer = viewerAddress(context.req.header("cloudfront-viewer-address"));
    const access = await edge.cookies(session.grants, viewer);
    if (access.opened.length > 0) {
      await audit.write("cookies were signed", session.person, { folders: access.opened });
    }
    const next = { ...session, signedUntil: access.until };
    const text = await sealer.seal("session", next, next.expires);
    if (text === undefined) {
      throw new Error("the session does not fit into a cookie");
    }
    setCookie(context, cookies.session.name, text, cookies.session.options);
    for (const line of access.lines) {
      context.header("Set-Cookie", line, { append: true });
    }
    context.set("session", next);
    context.set("blocked", access.blocked);
    return next;
  }
}
