/** Sessions, and when to renew them. */
import * as z from "zod";

/** The content of a session cookie. */
export const sessionShape = z.object({
  /** A random id, kept through renewals, by which an ended session is refused. */
  family: z.string().min(1),
  /** The issuer's subject. */
  person: z.string().min(1),
  name: z.string(),
  email: z.string().optional(),
  /** Names of the granted entitlements. One that the configuration no longer has opens nothing. */
  grants: z.array(z.string()),
  /** When the person signed in; seconds since 1970, like all times here. */
  started: z.int(),
  /** The end of this session, unless it is renewed. */
  expires: z.int(),
  /** The end of the signed cookies. */
  signedUntil: z.int(),
});

/** A person's session. */
export type Session = z.output<typeof sessionShape>;

/** The content of the renewal cookie. It outlives the session, up to the same last end. */
export const renewalShape = z.object({
  token: z.string().min(1),
  family: z.string().min(1),
  person: z.string().min(1),
  started: z.int(),
});

/** The renewal of a session. */
export type Renewal = z.output<typeof renewalShape>;

/** The lengths of sessions. */
export interface SessionTimes {
  readonly minutes: number;
  readonly maxHours: number;
}

/** Returns the last end of a session, renewed or not. */
export function lastEnd(started: number, times: SessionTimes): number {
  return started + times.maxHours * 3_600;
}

/** Returns the end of a session that is new or renewed now. */
export function nextEnd(started: number, now: number, times: SessionTimes): number {
  return Math.min(now + times.minutes * 60, lastEnd(started, times));
}

/** Seconds by which the clocks of two instances may differ. */
const leeway = 60;

/** Tells whether a session or a renewal began in the past, and within the longest session. */
export function beganInTime(
  { started }: Pick<Session, "started">,
  now: number,
  times: SessionTimes,
): boolean {
  return started <= now + leeway && now < lastEnd(started, times);
}

/**
 * Tells whether the times of a session are possible. Others come from somebody with a leaked key, or from before the times
 * were shortened.
 */
export function isPlausible(session: Session, now: number, times: SessionTimes): boolean {
  const { started, expires } = session;
  return (
    beganInTime(session, now, times) &&
    expires <= now + leeway + times.minutes * 60 &&
    expires <= lastEnd(started, times)
  );
}

/** What a page view renews. */
export type Upkeep =
  | "none"
  | "sign" // the signed cookies: they are past half of their validity
  | "ask"; // the session at the issuer: it ends soon, or a newer key is to seal it

/**
 * Decides what a page view renews. Only the issuer's answer renews a session.
 *
 * @param askable - whether the request has the renewal cookie of this session. Without one the session ends: the issuer gave
 *   no token, or one too long for a cookie, or the cookie is for the other one of two hosts
 * @param signedSeconds - the validity of new signed cookies; 0 where the person has none
 * @param current - whether the session is sealed with the current key
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
