/** The variables of a request in the site's handlers. */
import type { Context } from "hono";
import type { Session } from "../session/session";

/** Hono's environment of both tiers. */
export interface SiteEnvironment {
  Variables: {
    /** The session of the person who is signed in. */
    session: Session | undefined;
    /** Rules that need the viewer's IPv4 address, which is unknown. */
    blocked: readonly string[];
    /** Returns the secret path of a file, for members only. */
    fileAt: (path: string) => string;
    /** For how many more seconds the path of the requested file is valid. */
    nameLasts: number;
  };
}

/** The context of a handler of either tier. */
export type RequestContext = Context<SiteEnvironment>;
