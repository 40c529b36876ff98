import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { projectFolder } from "../support/bundle";

interface Asked {
  readonly address: string;
  readonly signal: AbortSignal;
}

/** A page with the script, and what the script does in it. */
function openPage() {
  const page = new EventTarget();
  const asked: Asked[] = [];
  const timers = new Map<number, () => void>();
  const document = Object.assign(page, {
    body: { dataset: { renew: "/session" } },
    visibilityState: "visible",
  });
  const context = createContext({
    document,
    AbortController,
    fetch: (address: string, { signal }: { signal: AbortSignal }) => {
      asked.push({ address, signal });
      return Promise.resolve({ status: 200 });
    },
    setInterval: (act: () => void) => timers.set(timers.size + 1, act).size,
    clearInterval: (timer: number) => timers.delete(timer),
  });
  runInContext(readFileSync(join(projectFolder, "app/static/site.js"), "utf8"), context);
  const submit = (action: string): void => {
    const event = new Event("submit");
    const matches = (selector: string): boolean =>
      selector === 'form[action$="/logout"]' && action.endsWith("/logout");
    Object.defineProperty(event, "target", { value: { matches } });
    page.dispatchEvent(event);
  };
  const pass = (): void => {
    for (const act of timers.values()) {
      act();
    }
    page.dispatchEvent(new Event("visibilitychange"));
  };
  return { asked, submit, pass };
}

describe("the script of an open page", () => {
  it("renews while the page is visible, even after a form was sent", () => {
    const { asked, submit, pass } = openPage();
    pass();
    submit("https://members.example.com/request-access");
    pass();
    assert.deepEqual(
      asked.map(({ address, signal }) => [address, signal.aborted]),
      Array.from({ length: 4 }, () => ["/session", false]),
    );
  });

  it("stops renewing once a sign-out is sent, and ignores a pending answer", () => {
    const { asked, submit, pass } = openPage();
    pass();
    submit("https://members.example.com/logout");
    pass();
    assert.equal(asked.length, 2);
    assert.ok(asked.every(({ signal }) => signal.aborted));
  });
});
