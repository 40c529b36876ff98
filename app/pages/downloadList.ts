/** Files with a button each. */
import { html } from "hono/html";
import type { Download } from "../content/downloads";
import type { Html } from "./layout";
import type { Links } from "./links";

/** A list of downloads. The button leads to a page that signs a link of this moment, and not to the file itself. */
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
