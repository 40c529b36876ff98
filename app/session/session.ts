/** Who is signed in, and what of it has to be renewed when. */
import * as z from "zod";

/** The content of a session cookie. */
export const sessionShape = z.object({
  /** Random, given at sign-in and kept through renewals: what is ended is refused by it. */
  family: z.string().min(1),
  /** The person, as the issuer calls it. */
  person: z.string().min(1),
  name: z.string(),
  email: z.string().optional(),
  /** Names of the entitlements that hold. One that the configuration no longer has opens nothing. */
  grants: z.array(z.string()),
  /** When the person signed in; seconds since 1970, like all times here. */
  started: z.int(),
  /** The end of this session, unless it is renewed. */
  expires: z.int(),
  /** The end of the signed cookies that were set last. */
  signedUntil: z.int(),
});

/** A person's session. */
export type Session = z.output<typeof sessionShape>;

/** The content of the cookie by which a session is renewed. It outlives the session, up to the same last end. */
export const renewalShape = z.object({
  token: z.string().min(1),
  family: z.string().min(1),
  person: z.string().min(1),
  started: z.int(),
});

/** What renews a session. */
export type Renewal = z.output<typeof renewalShape>;

/** How long sessions last. */
export interface SessionTimes {
  readonly minutes: number;
  readonly maxHours: number;
}

/** The last end of a session that began at a moment, renewed or not. */
export function lastEnd(started: number, times: SessionTimes): number {
  return started + times.maxHours * 3_600;
}

/** The end of a session that is new or renewed now. */
export function nextEnd(started: number, now: number, times: SessionTimes): number {
  return Math.min(now + times.minutes * 60, lastEnd(started, times));
}

/** Seconds by which the clocks of two instances may differ. */
const leeway = 60;

/** Whether a session or a renewal began in the past, and no longer ago than any lives. */
export function beganInTime(
  { started }: Pick<Session, "started">,
  now: number,
  times: SessionTimes,
): boolean {
  return started <= now + leeway && now < lastEnd(started, times);
}

/**
 * Whether this site can have made a session. One with another beginning or end was made by somebody who has a key, or
 * before the times were shortened.
 */
export function isPlausible(session: Session, now: number, times: SessionTimes): boolean {
  const { started, expires } = session;
  return (
    beganInTime(session, now, times) &&
    expires <= now + leeway + times.minutes * 60 &&
    expires <= lastEnd(started, times)
  );
}

/** What a page view does for the session behind it. */
export type Upkeep =
  | "none"
  | "sign" // the signed cookies are past half of their time
  | "ask"; // the issuer says whether the person is still a member: near the end, or before a newer key seals the session

/**
 * Decides what a page view has to renew. A session is renewed by the issuer's answer and by nothing else.
 *
 * @param askable - whether the request carries the renewal cookie of this session. Without one the session ends: the
 *   issuer gave no token, or one that fits no cookie, or the cookie is for the other one of two hosts
 * @param signedSeconds - how long signed cookies hold when they are new; 0 where the person has none
 * @param current - whether the session is sealed with the key that seals now
 */
export function upkeepOf(
  session: Session,
  now: number,
  times: SessionTimes,
  askable: boolean,
  signedSeconds: number,
  current: boolean,
): Upkeep {
  const mayGrow = nextEnd(session.started, now, times) > session.expires;
  const nearEnd = session.expires - now < (times.minutes * 60) / 3;
  const signingDue = signedSeconds > 0 && session.signedUntil - now < signedSeconds / 2;
  if (askable && ((nearEnd && mayGrow) || (signingDue && !current))) {
    return "ask";
  }
  return signingDue ? "sign" : "none";
}
