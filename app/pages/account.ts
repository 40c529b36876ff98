/** The account page: who is signed in, what is open, and signing out. */
import { html } from "hono/html";
import type { Entitlement } from "../config";
import { downloads } from "../content/downloads";
import type { Session } from "../session/session";
import { downloadList } from "./downloadList";
import { type Frame, type Html, layout } from "./layout";

/** What the account page shows. */
export interface Account {
  readonly session: Session;
  readonly rules: readonly Entitlement[];
  /** Names of rules that need the viewer's IPv4 address, which is unknown. */
  readonly blocked: readonly string[];
}

function stateOf(rule: Entitlement, { session, blocked }: Account): Html {
  if (!session.grants.includes(rule.name)) {
    return html`<span class="tag">Not included</span>`;
  }
  return blocked.includes(rule.name)
    ? html`<span class="tag warn">Needs IPv4</span>`
    : html`<span class="tag good">Open</span>`;
}

function formOf({ access, minutes, lockToAddress }: Entitlement): string {
  const form = access === "cookies" ? "the whole folder, by cookies" : "one file at a time, by a link";
  return `${form}, for ${minutes} minutes${lockToAddress ? ", from your address only" : ""}`;
}

/** Returns the link to a folder; files that open one at a time are listed on this page. */
function folderLink({ links }: Frame, { access, name, prefix }: Entitlement, { session }: Account): string {
  const listed = access === "url" && prefix === "/downloads/" && session.grants.includes(name);
  return listed ? "#downloads" : links.content(prefix);
}

/** Renders the account page. */
export function accountPage(frame: Frame, account: Account): Html {
  const { session, rules, blocked } = account;
  const rows = rules.map(
    (rule) =>
      html`<tr>
        <th scope="row"><a href="${folderLink(frame, rule, account)}">${rule.title}</a></th>
        <td>${stateOf(rule, account)}</td>
        <td>${formOf(rule)}</td>
      </tr>`,
  );
  const mayDownload = rules.some(
    ({ name, prefix }) => prefix === "/downloads/" && session.grants.includes(name),
  );
  return layout(
    frame,
    html`<section class="panel">
      <p class="eyebrow">Account</p>
      <h1>${session.name}</h1>
      ${session.email === undefined ? "" : html`<p>${session.email}</p>`}
      ${
        blocked.length === 0
          ? ""
          : html`<p role="alert" class="alert">
            Part of your membership is tied to one IPv4 address, and your connection has none. Switch IPv6 off, or use
            another network.
          </p>`
      }
      <h2>Your membership</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">State</th>
            <th scope="col">How it opens</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
      ${
        mayDownload
          ? html`<h2 id="downloads">Downloads</h2>
            ${downloadList(frame.links, [...downloads.values()])}`
          : ""
      }
      <h2>Leave</h2>
      <form method="post" action="${frame.links.app("/logout")}" class="actions">
        <button class="button quiet" type="submit">Sign out</button>
        <a href="${frame.links.app("/request-access")}">Ask for more</a>
      </form>
    </section>`,
  );
}
