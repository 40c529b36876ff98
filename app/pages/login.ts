/** The pages for signing in and out. */
import { html } from "hono/html";
import { type Frame, type Html, layout } from "./layout";

/** Renders the sign-in page. */
export function loginPage(frame: Frame, returnTo: string | undefined, issuerName: string): Html {
  const { links } = frame;
  const query = (name: string): string =>
    returnTo === undefined ? "" : `?${name}=${encodeURIComponent(returnTo)}`;
  // The cookie of the sign-in belongs to the host that the issuer returns to.
  const start = links.app(`/login/start${query("return")}`);
  return layout(
    frame,
    html`<section class="panel narrow">
      <h1>Sign in</h1>
      ${
        returnTo === undefined
          ? html`<p>Your membership is managed by ${issuerName}. Sign in there, and you return here.</p>`
          : html`<p>
            <code>${returnTo}</code> is for members. Sign in with ${issuerName} to open it.
          </p>`
      }
      <p class="actions"><a class="button" href="${start}" rel="nofollow">Continue with ${issuerName}</a></p>
      <hr />
      <p>
        Not a member yet?
        <a href="${links.app(`/request-access${query("path")}`)}">Request access</a>.
      </p>
    </section>`,
  );
}

/** Renders the page for a failed sign-in. */
export function loginFailedPage(frame: Frame, reason: string): Html {
  return layout(
    frame,
    html`<section class="panel narrow">
      <h1>You are not signed in</h1>
      <p role="alert">${reason}</p>
      <p class="actions"><a class="button" href="${frame.links.app("/login")}">Try again</a></p>
    </section>`,
  );
}

/**
 * Renders the page after signing out. If the issuer has a session of its own, the page goes on there by itself. A redirect
 * would count as a target of the form, which the content security policy allows for this site only.
 */
export function signedOutPage(frame: Frame, issuerUrl: string | undefined): Html {
  return layout(
    frame,
    html`<section class="panel narrow">
      <h1>You are signed out</h1>
      ${
        issuerUrl === undefined
          ? html`<p>Your session is deleted from this browser.</p>
            <p class="actions"><a class="button" href="${frame.links.app("/")}">Go to the front page</a></p>`
          : html`<p>Your session is deleted from this browser. One more step signs you out of the login, too.</p>
            <meta http-equiv="refresh" content="1; url=${issuerUrl}" />
            <p class="actions"><a class="button" href="${issuerUrl}">Continue</a></p>`
      }
    </section>`,
  );
}

/** Renders a short notice. */
export function noticePage(frame: Frame, text: string): Html {
  return layout(
    frame,
    html`<section class="panel narrow">
      <h1>${frame.title}</h1>
      <p>${text}</p>
      <p class="actions"><a class="button quiet" href="${frame.links.app("/")}">Go to the front page</a></p>
    </section>`,
  );
}
