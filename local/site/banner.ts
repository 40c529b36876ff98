/** The text shown when the site is up. */
import { people } from "../issuer/people";
import type { LocalSite } from "./startSite";

/** Returns the banner: addresses, people, three things to try, next steps. */
export function banner(
  { url, inspectorUrl }: Pick<LocalSite, "url" | "inspectorUrl">,
  stack: string,
): string {
  return `
  ready      ${url}  (its certificate signs itself: the browser will warn once)
  inspector  ${inspectorUrl}  shows each request, and why it was let through or refused
  sign in    as ${people.map(({ id }) => id).join(", ")}: choose one, there are no passwords

  Try        1. Open ${url}/premium/ without signing in: the 403 page
             2. Sign in as premium and open it again
             3. Start a download and copy its link (from the browser's list) to another browser: it opens

  In another terminal:
             npx secure-origin prove --stack ${stack}   tries some twenty requests, and says what was seen
             npm run pulumi -- up --stack ${stack}      after a change of the program; the edge follows
  Ctrl-C ends everything.
`;
}
