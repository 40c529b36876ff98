/** What a request carries through the site's handlers. */
import type { Context } from "hono";
import type { Session } from "../session/session";

/** Hono's environment of both tiers. */
export interface Visit {
  Variables: {
    /** Who is signed in. */
    session: Session | undefined;
    /** Rules that hold for one IPv4 address while the viewer's is not known. */
    blocked: readonly string[];
    /** Names files for a member whose page shows them; nobody else is told names. */
    fileAt: (path: string) => string;
    /** For how many seconds more the name of the file that is asked for is good. */
    nameLasts: number;
  };
}

/** The context of a handler of either tier. */
export type VisitContext = Context<Visit>;
