/** Steps of users on the site. */
import type { Download, Page } from "playwright-core";

/** Clicks the link or button with a name. */
export async function press(page: Page, name: string): Promise<void> {
  await page
    .getByRole("link", { name, exact: true })
    .or(page.getByRole("button", { name, exact: true }))
    .first()
    .click();
}

/** Signs in as a person at the issuer, from the sign-in page. */
export async function signInAs(page: Page, person: string): Promise<void> {
  await page.getByRole("link", { name: /^Continue with / }).click();
  await page.locator(`button[name=person][value=${person}]`).click();
}

/** Signs in from the site's login page, and waits for the page to which the site redirects. */
export async function signIn(page: Page, site: string, person: string, wish = "/account"): Promise<void> {
  await page.goto(`${site}/login?return=${encodeURIComponent(wish)}`);
  await signInAs(page, person);
  await page.waitForURL((url) => url.pathname !== "/callback" && !url.pathname.startsWith("/interaction"));
}

/** Clicks the last download link of the page, the one of the smallest file. */
export async function pressDownload(page: Page): Promise<Download> {
  const began = page.waitForEvent("download");
  await page
    .getByRole("link", { name: /^Download ./ })
    .last()
    .click();
  return began;
}

/** Returns the heading of the current page. */
export const heading = (page: Page): Promise<string> => page.getByRole("heading", { level: 1 }).innerText();

/** Counts the pictures of the page that have loaded, and those that have not. */
export async function pictures(page: Page): Promise<{ shown: number; broken: number }> {
  return page.evaluate(async () => {
    const all = [...document.images];
    for (const image of all) {
      image.loading = "eager";
      await image.decode().catch(() => undefined);
    }
    const shown = all.filter((image) => image.naturalWidth > 0).length;
    return { shown, broken: all.length - shown };
  });
}
