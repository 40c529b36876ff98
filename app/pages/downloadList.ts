/** The list of downloads. */
import { html } from "hono/html";
import type { Download } from "../content/downloads";
import type { Html } from "./layout";
import type { Links } from "./links";

/** Renders a list of downloads. The buttons lead to a page that signs a new link, not to the files. */
export function downloadList(links: Links, files: readonly Download[]): Html {
  const items = files.map(
    ({ name, title, summary }) =>
      html`<li>
        <div>
          <strong>${title}</strong>
          <p>${summary}</p>
        </div>
        <a class="button" href="${links.app(`/get/downloads/${name}`)}"
          >Download<span class="hidden"> ${title}</span></a
        >
      </li>`,
  );
  return html`<ul class="files">
    ${items}
  </ul>`;
}
