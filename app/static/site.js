// Renews the signed cookies while a page is visible, so that pictures that load late still load. Without script, the next
// page view renews them.
const address = document.body.dataset.renew;
const minutes = 4;

const pending = new AbortController();

async function renew() {
  if (document.visibilityState !== "visible") {
    return;
  }
  const { signal } = pending;
  const answer = await fetch(address, { method: "POST", credentials: "same-origin", signal }).catch(
    () => undefined,
  );
  if (answer?.status === 401) {
    clearInterval(timer);
  }
}

/** Aborts renewals: an answer after signing out would set the cookies again. */
function stopAtSigningOut({ target }) {
  if (target.matches('form[action$="/logout"]')) {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", renew);
    pending.abort();
  }
}

const timer = address === undefined ? undefined : setInterval(renew, minutes * 60_000);
if (address !== undefined) {
  document.addEventListener("visibilitychange", renew);
  document.addEventListener("submit", stopAtSigningOut);
}
