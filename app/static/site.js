// While a page is open and looked at, its signed cookies are kept fresh: pictures that load late must still load.
// Without script nothing is lost but that: the next page view does the same.
const address = document.body.dataset.renew;
const minutes = 4;

const underWay = new AbortController();

async function renew() {
  if (document.visibilityState !== "visible") {
    return;
  }
  const { signal } = underWay;
  const answer = await fetch(address, { method: "POST", credentials: "same-origin", signal }).catch(
    () => undefined,
  );
  if (answer?.status === 401) {
    clearInterval(timer);
  }
}

/** An answer that comes after signing out would bring the cookies back. */
function stopAtSigningOut({ target }) {
  if (target.matches('form[action$="/logout"]')) {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", renew);
    underWay.abort();
  }
}

const timer = address === undefined ? undefined : setInterval(renew, minutes * 60_000);
if (address !== undefined) {
  document.addEventListener("visibilitychange", renew);
  document.addEventListener("submit", stopAtSigningOut);
}
