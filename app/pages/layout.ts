/** The frame of every page. */
import { html } from "hono/html";
import { assetPath } from "../server/staticFiles";
import type { Session } from "../session/session";
import type { Links } from "./links";

/** HTML with escaped values. */
export type Html = ReturnType<typeof html>;

/** The values of the frame. */
export interface Frame {
  readonly title: string;
  readonly links: Links;
  readonly session: Session | undefined;
  /** Returns the URL of a file in the page's folder. */
  readonly fileAt: (path: string) => string;
  /** The path of the page in the navigation. */
  readonly current?: string;
}

const navigation = [
  { path: "/premium/", text: "Studio" },
  { path: "/premium/gallery/", text: "Gallery" },
  { path: "/secure/course/", text: "Course" },
] as const;

function navigationEntry(frame: Frame, href: string, path: string, text: string): Html {
  return path === frame.current
    ? html`<li><a href="${href}" aria-current="page">${text}</a></li>`
    : html`<li><a href="${href}">${text}</a></li>`;
}

/** Renders a page. */
export function layout(frame: Frame, content: Html): Html {
  const { title, links, session } = frame;
  const entries = navigation.map(({ path, text }) => navigationEntry(frame, links.content(path), path, text));
  const account =
    session === undefined
      ? navigationEntry(frame, links.app("/login"), "/login", "Sign in")
      : navigationEntry(frame, links.app("/account"), "/account", session.name);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Northlight</title>
        <link rel="icon" href="${assetPath("icon.svg")}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assetPath("site.css")}" />
        <script src="${assetPath("site.js")}" defer></script>
      </head>
      <body ${session === undefined ? "" : html`data-renew="/session"`}>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="bar">
          <a class="brand" href="${links.app("/")}">Northlight</a>
          <nav aria-label="Main">
            <ul>
              ${entries} ${account}
            </ul>
          </nav>
        </header>
        <main id="content" tabindex="-1">${content}</main>
        <footer class="foot">
          <p>Northlight, a members' studio for landscape photography.</p>
          <p><a href="${links.app("/request-access")}">Request access</a></p>
        </footer>
      </body>
    </html>`;
}
