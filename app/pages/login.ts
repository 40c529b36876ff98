/** Pages on the way in and out. */
import { html } from "hono/html";
import { type Frame, type Html, layout } from "./layout";

/** The sign-in page. */
export function loginPage(frame: Frame, wish: string | undefined, issuerName: string): Html {
  const { links } = frame;
  const query = (name: string): string => (wish === undefined ? "" : `?${name}=${encodeURIComponent(wish)}`);
  // The cookie of the attempt belongs to the host that the issuer sends people back to.
  const start = links.app(`/login/start${query("return")}`);
  return layout(
    frame,
    html`<section class="panel narrow">
      <h1>Sign in</h1>
      ${
        wish === undefined
          ? html`<p>Your membership is kept by ${issuerName}. Sign in there, and you are back at once.</p>`
          : html`<p>
            <code>${wish}</code> is for members. Sign in with ${issuerName}, and you go straight to it.
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

/** What went wrong on the way back from the issuer. */
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
 * The page after signing out. Where the issuer has a session of its own, it goes on there by itself: a page and not a
 * redirect, because a form's redirects count as its targets, and the site's policy lets forms go to the site alone.
 */
export function signedOutPage(frame: Frame, issuerUrl: string | undefined): Html {
  return layout(
    frame,
    html`<section class="panel narrow">
      <h1>You are signed out</h1>
      ${
        issuerUrl === undefined
          ? html`<p>Nothing of your session is left in this browser.</p>
            <p class="actions"><a class="button" href="${frame.links.app("/")}">Go to the front page</a></p>`
          : html`<p>Nothing of your session is left in this browser. One more step signs you out of the login, too.</p>
            <meta http-equiv="refresh" content="1; url=${issuerUrl}" />
            <p class="actions"><a class="button" href="${issuerUrl}">Continue</a></p>`
      }
    </section>`,
  );
}

/** Short page for what is not there or did not work. */
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
