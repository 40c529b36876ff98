/** The public front page. */
import { html } from "hono/html";
import { type Frame, type Html, layout } from "./layout";

/** Renders the front page. */
export function homePage(frame: Frame): Html {
  const { links, session } = frame;
  const action =
    session === undefined
      ? html`<a class="button" href="${links.app("/login")}">Sign in</a>
          <a class="button quiet" href="${links.app("/request-access")}">Request access</a>`
      : html`<a class="button" href="${links.content("/premium/")}">Open the studio</a>
          <a class="button quiet" href="${links.app("/account")}">Your account</a>`;
  return layout(
    frame,
    html`<section class="hero">
        <p class="eyebrow">Members' studio</p>
        <h1>Learn to see the light before it arrives.</h1>
        <p class="lead">
          A gallery that changes with the hour, a course in four walks, and recordings to edit by.
        </p>
        <p class="actions">${action}</p>
      </section>
      <section class="cards" aria-label="What members get">
        <article class="card">
          <h2>Studio and gallery</h2>
          <p>Twenty-four places, each at the minute when it was worth getting up for.</p>
        </article>
        <article class="card">
          <h2>The course</h2>
          <p>Four lessons with diagrams and worksheets, to be done outdoors.</p>
        </article>
        <article class="card">
          <h2>Downloads</h2>
          <p>An hour of sound and a year of light, one file at a time, by a link of your own.</p>
        </article>
      </section>`,
  );
}
