/** The pages of the local issuer. */
import { people } from "./people";

const style = `body{font:1rem/1.6 system-ui,sans-serif;display:grid;place-items:center;min-height:100vh;margin:0;background:#eef1f3;color:#1a2229}
main{background:#fff;padding:2.5rem;border-radius:.75rem;border:1px solid #d5dce1;max-width:30rem}
h1{margin:0 0 .5rem;font-size:1.5rem}button{font:inherit;display:block;width:100%;margin:.75rem 0 0;padding:.75rem 1rem;text-align:left;border:1px solid #14507a;border-radius:.5rem;background:#fff;color:#14507a;cursor:pointer}
button:focus-visible{outline:3px solid #14507a;outline-offset:2px}strong{display:block}small{color:#4c5860}`;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${escaped(title)}</title><style>${style}</style></head><body><main>${content}</main></body></html>`;
}

/** Renders the page on which a person is chosen. */
export function choicePage(site: string, action: string): string {
  const buttons = people.map(
    ({ id, name, shows }) =>
      `<button name="person" value="${escaped(id)}"><strong>${escaped(name)}</strong><small>${escaped(shows)}</small></button>`,
  );
  return page(
    "Choose a person",
    `<h1>Sign in to ${escaped(site)}</h1><p>This is a local issuer in place of the real one. Choose who you are.</p><form method="post" action="${escaped(action)}">${buttons.join("")}</form>`,
  );
}

/** Renders the page that ends the issuer's session: the provider's form with a button. */
export function endPage(form: string): string {
  return page(
    "Sign out",
    `<h1>Sign out of the login, too?</h1>${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  );
}
