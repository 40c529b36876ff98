/** The members' dashboard and the gallery. */
import { html } from "hono/html";
import { downloads } from "../content/downloads";
import { lessons } from "../content/lessons";
import { type Picture, pictures } from "../content/pictures";
import { downloadList } from "./downloadList";
import { type Frame, type Html, layout } from "./layout";

/** Returns the URL of a picture's file. */
function filePath({ fileAt }: Frame, { slug }: Picture): string {
  return fileAt(`/premium/files/${slug}.svg`);
}

function tile(frame: Frame, picture: Picture, eager: boolean): Html {
  return html`<li>
    <a class="tile" href="/premium/gallery/${picture.slug}">
      <img
        src="${filePath(frame, picture)}"
        alt=""
        width="600"
        height="400"
        loading="${eager ? "eager" : "lazy"}"
        decoding="async"
      />
      <span>${picture.title}</span>
      <span class="soft">${picture.place}, ${picture.hour}</span>
    </a>
  </li>`;
}

/** Renders the dashboard: many small files with one set of cookies. */
export function studioPage(frame: Frame): Html {
  const { links, session } = frame;
  const [first] = lessons;
  return layout(
    frame,
    html`<section class="hero compact">
        <p class="eyebrow">Studio</p>
        <h1>Good light, ${session?.name ?? "member"}.</h1>
        <p class="lead">${pictures.length} pictures, ${lessons.length} lessons, ${downloads.size} downloads.</p>
      </section>
      <section class="cards" aria-label="Next">
        <article class="card">
          <h2>Next lesson</h2>
          <p>${first?.title}: ${first?.summary}</p>
          <p><a href="${links.content(`/secure/course/${first?.slug ?? ""}`)}">Start, ${first?.minutes} minutes</a></p>
        </article>
        <article class="card">
          <h2>Take with you</h2>
          ${downloadList(links, [...downloads.values()])}
        </article>
      </section>
      <section aria-labelledby="all">
        <h2 id="all">New in the gallery</h2>
        <ul class="tiles">
          ${pictures.map((picture, index) => tile(frame, picture, index < 6))}
        </ul>
      </section>`,
  );
}

/** Renders the gallery, by the hour of the day. */
export function galleryPage(frame: Frame): Html {
  const byHour = [...pictures].sort((one, other) => one.hour.localeCompare(other.hour));
  return layout(
    frame,
    html`<section aria-labelledby="title">
      <p class="eyebrow">Gallery</p>
      <h1 id="title">A day, in order</h1>
      <ul class="tiles wide">
        ${byHour.map((picture, index) => tile(frame, picture, index < 4))}
      </ul>
    </section>`,
  );
}

/** Renders a picture, with links to its neighbours. */
export function picturePage(frame: Frame, picture: Picture): Html {
  const at = pictures.indexOf(picture);
  const before = pictures[at - 1];
  const after = pictures[at + 1];
  return layout(
    frame,
    html`<figure class="picture">
        <img src="${filePath(frame, picture)}" alt="${picture.title}: a drawn landscape" width="1200" height="800" />
        <figcaption>
          <h1>${picture.title}</h1>
          <p class="soft">${picture.place}, ${picture.hour}</p>
        </figcaption>
      </figure>
      <nav class="pager" aria-label="Pictures">
        ${before === undefined ? html`<span></span>` : html`<a rel="prev" href="${before.slug}">${before.title}</a>`}
        ${after === undefined ? "" : html`<a rel="next" href="${after.slug}">${after.title}</a>`}
      </nav>`,
  );
}
