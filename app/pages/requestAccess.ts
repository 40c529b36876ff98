/** The form to request access. */
import { html } from "hono/html";
import { type Frame, type Html, layout } from "./layout";

/** The values of the form, and the problem with it. */
export interface RequestForm {
  readonly path: string | undefined;
  readonly email: string;
  readonly reason: string;
  readonly problem?: string;
}

/** Renders the form, which works without script. */
export function requestAccessPage(frame: Frame, form: RequestForm): Html {
  const { path, email, reason, problem } = form;
  return layout(
    frame,
    html`<section class="panel narrow">
      <h1>Request access</h1>
      ${
        path === undefined
          ? html`<p>Tell us your e-mail address, and what you would like to open.</p>`
          : html`<p>You asked for <code>${path}</code>, which your membership does not cover yet.</p>`
      }
      ${problem === undefined ? "" : html`<p role="alert" class="alert" id="problem">${problem}</p>`}
      <form method="post" action="${frame.links.app("/request-access")}" class="stack">
        <input type="hidden" name="path" value="${path ?? ""}" />
        <label for="email">E-mail address</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="email"
          required
          maxlength="254"
          value="${email}"
          ${problem === undefined ? "" : html`aria-invalid="true" aria-describedby="problem"`}
        />
        <label for="reason">What would you like to use it for? <span class="soft">Optional</span></label>
        <textarea id="reason" name="reason" rows="4" maxlength="500">${reason}</textarea>
        <p class="actions"><button class="button" type="submit">Send request</button></p>
      </form>
    </section>`,
  );
}

/** Renders the confirmation. */
export function requestSentPage(frame: Frame, email: string): Html {
  return layout(
    frame,
    html`<section class="panel narrow">
      <h1>Your request is on its way</h1>
      <p role="status">We will answer to ${email}, usually within a day.</p>
      <p class="actions"><a class="button quiet" href="${frame.links.app("/")}">Go to the front page</a></p>
    </section>`,
  );
}
