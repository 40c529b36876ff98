// While a page is open and looked at, its signed cookies are kept fresh: pictures that load late must still load.
// Without script nothing is lost but that: the next page view does the same.
const address = document.body.dataset.renew;
const minutes = 4;

async function renew() {
  if (document.visibilityState !== "visible") {
    return;
  }
  const answer = await fetch(address, { method: "POST", credentials: "same-origin" }).catch(() => undefined);
  if (answer?.status === 401) {
    clearInterval(timer);
  }
}

const timer = address === undefined ? undefined : setInterval(renew, minutes * 60_000);
if (address !== undefined) {
  document.addEventListener("visibilitychange", renew);
}
