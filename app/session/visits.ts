/** Sessions over the visits of a person: begin, keep, resume, end. */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { type Claims, grantsFor } from "../access/entitlements";
import type { Identity, RenewedIdentity } from "../login/provider";
import type { VisitContext } from "../server/environment";
import type { Site } from "../site";
import { EndedIds } from "./endedIds";
import { Renewals } from "./renewals";
import {
  beganInTime,
  isPlausible,
  lastEnd,
  nextEnd,
  type Renewal,
  renewalShape,
  type Session,
  sessionShape,
  type Upkeep,
  upkeepOf,
} from "./session";
import { clearCookies, type PreparedCookies, prepareCookies, putCookies } from "./sessionCookies";

/** The most sessions that an instance remembers as ended, a few megabytes of them. */
const mostEnded = 50_000;

/** An issuer that does not answer holds up somebody who signs in again no longer than this, in milliseconds. */
const revokeWait = 1_000;

/** Cookies of a session that the issuer has answered for. */
interface AnsweredCookies extends PreparedCookies {
  /** The renewal cookie; undefined where nothing renews the session. */
  readonly renewal: string | undefined;
}

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
    const { clock, config, cookies, sealer } = this.site;
    const session = await sealer.open("session", getCookie(context, cookies.session.name), sessionShape);
    if (session === undefined || !isPlausible(session, clock(), config.session)) {
      return undefined;
    }
    const alive = this.#alive(session);
    if (alive === undefined) {
      clearCookies(this.site, context);
    }
    return alive;
  }

  /** Signs a person in. Whoever was signed in with this browser before is signed out. */
  async begin(context: VisitContext, identity: Identity): Promise<Session> {
    const former = { session: context.var.session, renewal: await this.#renewal(context, undefined) };
    const prepared = await this.#prepare(context, identity, {
      family: randomUUID(),
      started: this.site.clock(),
    });
    await Promise.race([
      this.#end(former.session, former.renewal),
      wait(revokeWait, undefined, { ref: false }),
    ]);
    return this.#put(context, prepared);
  }

  /** Renews what a page view has to renew. The page is served either way, unless the person is no longer a member. */
  async keep(context: VisitContext, session: Session): Promise<Session | undefined> {
    const { clock, config, edge, log } = this.site;
    const renewal = await this.#renewal(context, session);
    const seconds = edge.cookieSeconds(session.grants);
    const current = await this.#isCurrent(context);
    const upkeep = (askable: boolean): Upkeep =>
      upkeepOf(session, clock(), config.session, askable, seconds, current);
    if (renewal !== undefined && upkeep(true) === "ask") {
      const kept = await this.#ask(context, renewal, session);
      if (kept !== session) {
        return kept;
      }
    }
    // Without the issuer's answer what is signed goes on, to the session's own end.
    if (upkeep(false) === "none") {
      return session;
    }
    return this.#sign(context, session).catch((error: unknown) => {
      log.error({ err: error }, "cookies could not be signed");
      return session;
    });
  }

  /** The same, and the cookies for signed content are new in any case. */
  async refresh(context: VisitContext, session: Session): Promise<Session | undefined> {
    const kept = await this.keep(context, session);
    return kept === session ? this.#sign(context, session) : kept;
  }

  /** Signs a person in again whose session has ended and whose renewal cookie has not. */
  async resume(context: VisitContext): Promise<Session | undefined> {
    const renewal = await this.#renewal(context, undefined);
    return renewal === undefined ? undefined : this.#ask(context, renewal, undefined);
  }

  /**
   * Signs a person out: copies of the cookies are refused here from now on, and the issuer renews none of them anywhere.
   * An issuer that does not answer keeps nobody signed in.
   *
   * @returns the person, or undefined where nobody was signed in
   */
  async signOut(context: VisitContext): Promise<string | undefined> {
    const { session } = context.var;
    const renewal = await this.#renewal(context, undefined);
    clearCookies(this.site, context);
    await this.#end(session, renewal);
    return session?.person ?? renewal?.person;
  }

  /** Refuses copies here at once, and has the issuer revoke the token. */
  async #end(session: Session | undefined, renewal: Renewal | undefined): Promise<void> {
    for (const one of [session, renewal]) {
      this.#refuse(one);
    }
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

  /** Whether the request's session is sealed with the key that seals now. */
  async #isCurrent(context: VisitContext): Promise<boolean> {
    const text = getCookie(context, this.site.cookies.session.name);
    return text !== undefined && (await this.site.sealer.isCurrent(text));
  }

  async #renewal(context: VisitContext, session: Session | undefined): Promise<Renewal | undefined> {
    const { clock, config, cookies, sealer } = this.site;
    const text = getCookie(context, cookies.renewal.name);
    const renewal = this.#alive(await sealer.open("renewal", text, renewalShape));
    if (renewal === undefined || !beganInTime(renewal, clock(), config.session)) {
      return undefined;
    }
    // The cookie of somebody who was signed in here before renews nobody else's session.
    return session === undefined || renewal.family === session.family ? renewal : undefined;
  }

  async #ask(
    context: VisitContext,
    renewal: Renewal,
    session: Session | undefined,
  ): Promise<Session | undefined> {
    let answer: RenewedIdentity | "later";
    try {
      answer = await this.#renewals.ask(renewal);
    } catch (error) {
      this.site.log.warn({ err: error }, "the issuer could not be asked whether a session goes on");
      return session;
    }
    if (answer === "later") {
      this.site.log.warn("the issuer was not asked whether a session goes on: it asked too often");
      return session;
    }
    if (answer === "ended" || personOf(answer.claims).person !== renewal.person) {
      this.#refuse(renewal);
    }
    // The person may have signed out while the issuer was asked, and once more while cookies were signed.
    const prepared =
      answer === "ended" || this.#alive(renewal) === undefined
        ? undefined
        : await this.#prepare(context, answer, renewal);
    if (prepared === undefined || this.#alive(renewal) === undefined) {
      clearCookies(this.site, context);
      await this.site.audit.write("a session was not renewed", renewal.person);
      return undefined;
    }
    return this.#put(context, prepared);
  }

  /** Makes the cookies of a session that the issuer has answered for: those that a key of today seals. */
  async #prepare(
    context: VisitContext,
    { claims, refreshToken }: Identity,
    { family, started }: Pick<Session, "family" | "started">,
  ): Promise<AnsweredCookies> {
    const { config, sealer, clock, log } = this.site;
    const person = personOf(claims);
    const renewal: Renewal | undefined =
      refreshToken === undefined
        ? undefined
        : { token: refreshToken, family, person: person.person, started };
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
    return { ...(await prepareCookies(this.site, context, session, true)), renewal: text };
  }

  #put(context: VisitContext, prepared: AnsweredCookies): Session {
    const { name, options } = this.site.cookies.renewal;
    if (prepared.renewal === undefined) {
      deleteCookie(context, name, options);
    } else {
      setCookie(context, name, prepared.renewal, options);
    }
    return putCookies(this.site, context, prepared);
  }

  /**
   * Makes the cookies for signed content anew. The session's own cookie stays as it is where a former key sealed it: that
   * key may have leaked, and then only the issuer can say whether the session is one.
   */
  async #sign(context: VisitContext, session: Session): Promise<Session | undefined> {
    const seals = await this.#isCurrent(context);
    const prepared = await prepareCookies(this.site, context, session, seals);
    // The person may have signed out while cookies were signed.
    if (this.#alive(session) === undefined) {
      clearCookies(this.site, context);
      return undefined;
    }
    return putCookies(this.site, context, prepared);
  }
}
