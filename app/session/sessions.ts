/** Sessions of members: begins, renews, resumes and ends them. */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { getCookie } from "hono/cookie";
import type { Identity, RenewedIdentity } from "../login/provider";
import type { RequestContext } from "../server/environment";
import type { Site } from "../site";
import { EndedIds } from "./endedIds";
import { prepareSession, putSession } from "./newSession";
import { personOf } from "./person";
import { Renewals } from "./renewals";
import {
  beganInTime,
  isPlausible,
  type Renewal,
  renewalShape,
  type Session,
  sessionShape,
  type Upkeep,
  upkeepOf,
} from "./session";
import { clearCookies, prepareCookies, putCookies } from "./sessionCookies";

/** The most ended sessions that an instance remembers: a few megabytes. */
const mostEnded = 50_000;

/** How long a new sign-in waits for the issuer to revoke the former token, in milliseconds. */
const revokeWait = 1_000;

/** Manages the sessions of one instance, which are in cookies. */
export class Sessions {
  readonly #renewals: Renewals;
  readonly #ended: EndedIds;

  constructor(private readonly site: Site) {
    this.#renewals = new Renewals(site.clock, (token) => site.provider.renew(token));
    this.#ended = new EndedIds(site.clock, site.config.session.maxHours * 3_600, mostEnded);
  }

  /** Reads the session of a request. Clears the cookies of an ended session, which an error response could not clear. */
  async read(context: RequestContext): Promise<Session | undefined> {
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

  /** Signs a person in, and ends the session that the browser had before. */
  async begin(context: RequestContext, identity: Identity): Promise<Session> {
    const former = { session: context.var.session, renewal: await this.#renewal(context, undefined) };
    const prepared = await prepareSession(this.site, context, identity, {
      family: randomUUID(),
      started: this.site.clock(),
    });
    await Promise.race([
      this.#end(former.session, former.renewal),
      wait(revokeWait, undefined, { ref: false }),
    ]);
    return putSession(this.site, context, prepared);
  }

  /** Renews the session or its signed cookies if due. Returns undefined when the person is no longer a member. */
  async keep(context: RequestContext, session: Session): Promise<Session | undefined> {
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
    // Without the issuer's answer, signed cookies are renewed until the session ends.
    if (upkeep(false) === "none") {
      return session;
    }
    return this.#sign(context, session).catch((error: unknown) => {
      log.error({ err: error }, "cookies could not be signed");
      return session;
    });
  }

  /** Renews the session if due, and the signed cookies always. */
  async refresh(context: RequestContext, session: Session): Promise<Session | undefined> {
    const kept = await this.keep(context, session);
    return kept === session ? this.#sign(context, session) : kept;
  }

  /** Signs a person in by the renewal cookie when the session has expired. */
  async resume(context: RequestContext): Promise<Session | undefined> {
    const renewal = await this.#renewal(context, undefined);
    return renewal === undefined ? undefined : this.#ask(context, renewal, undefined);
  }

  /**
   * Signs a person out: this instance refuses copies of the cookies, and the issuer no longer renews them. It works
   * without an answer of the issuer, too.
   *
   * @returns the person, or undefined where nobody was signed in
   */
  async signOut(context: RequestContext): Promise<string | undefined> {
    const { session } = context.var;
    const renewal = await this.#renewal(context, undefined);
    clearCookies(this.site, context);
    await this.#end(session, renewal);
    return session?.person ?? renewal?.person;
  }

  /** Refuses copies of the cookies, and has the issuer revoke the token. */
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

  /** Tells whether the request's session is sealed with the current key. */
  async #isCurrent(context: RequestContext): Promise<boolean> {
    const text = getCookie(context, this.site.cookies.session.name);
    return text !== undefined && (await this.site.sealer.isCurrent(text));
  }

  async #renewal(context: RequestContext, session: Session | undefined): Promise<Renewal | undefined> {
    const { clock, config, cookies, sealer } = this.site;
    const text = getCookie(context, cookies.renewal.name);
    const renewal = this.#alive(await sealer.open("renewal", text, renewalShape));
    if (renewal === undefined || !beganInTime(renewal, clock(), config.session)) {
      return undefined;
    }
    // The renewal cookie of a former session does not renew another one.
    return session === undefined || renewal.family === session.family ? renewal : undefined;
  }

  async #ask(
    context: RequestContext,
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
    // The person may have signed out while the issuer answered, or while cookies were signed.
    const prepared =
      answer === "ended" || this.#alive(renewal) === undefined
        ? undefined
        : await prepareSession(this.site, context, answer, renewal);
    if (prepared === undefined || this.#alive(renewal) === undefined) {
      clearCookies(this.site, context);
      await this.site.audit.write("a session was not renewed", renewal.person);
      return undefined;
    }
    return putSession(this.site, context, prepared);
  }

  /**
   * Renews the signed cookies. A session cookie that a former key sealed is kept: that key may have leaked, and then only
   * the issuer can confirm the session.
   */
  async #sign(context: RequestContext, session: Session): Promise<Session | undefined> {
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
