/** The course and its lessons. */
import { html } from "hono/html";
import { type Lesson, lessons } from "../content/lessons";
import { type Frame, type Html, layout } from "./layout";

/** Renders the course's table of contents. */
export function coursePage(frame: Frame): Html {
  const items = lessons.map(
    ({ slug, title, summary, minutes }) =>
      html`<li>
        <a href="/secure/course/${slug}"><strong>${title}</strong></a>
        <p>${summary} <span class="soft">${minutes} minutes</span></p>
      </li>`,
  );
  return layout(
    frame,
    html`<section class="panel">
      <p class="eyebrow">Course</p>
      <h1>Reading the light</h1>
      <p class="lead">Four walks. Read one, go out, come back, fill in the worksheet.</p>
      <ol class="lessons">
        ${items}
      </ol>
    </section>`,
  );
}

/** Renders a lesson: text, diagram, worksheet. */
export function lessonPage(frame: Frame, lesson: Lesson): Html {
  const next = lessons[lessons.indexOf(lesson) + 1];
  return layout(
    frame,
    html`<article class="panel prose">
      <p class="eyebrow"><a href="/secure/course/">Reading the light</a></p>
      <h1>${lesson.title}</h1>
      <p class="lead">${lesson.summary}</p>
      ${lesson.paragraphs.map((text) => html`<p>${text}</p>`)}
      <figure>
        <img
          src="${frame.fileAt(`/secure/files/${lesson.slug}.svg`)}"
          alt="Height of the sun over the day: rises at ${lesson.sun.rise}:00, ${lesson.sun.noon} degrees at its highest, sets at ${lesson.sun.set}:00"
          width="840"
          height="310"
        />
        <figcaption>Height of the sun on the day of this lesson.</figcaption>
      </figure>
      <h2>Outdoors</h2>
      <ol>
        ${lesson.exercises.map((task) => html`<li>${task}</li>`)}
      </ol>
      <p class="actions">
        <a class="button" href="${frame.fileAt(`/secure/files/${lesson.slug}.txt`)}" download>Worksheet</a>
        ${
          next === undefined
            ? html`<a href="/secure/course/">Back to the course</a>`
            : html`<a href="/secure/course/${next.slug}">Next: ${next.title}</a>`
        }
      </p>
    </article>`,
  );
}
