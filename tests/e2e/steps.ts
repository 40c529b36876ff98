/** What people do on the site, in their words. */
import type { Download, Page } from "playwright-core";

/** Presses the link or button of a name. */
export async function press(page: Page, name: string): Promise<void> {
  await page
    .getByRole("link", { name, exact: true })
    .or(page.getByRole("button", { name, exact: true }))
    .first()
    .click();
}

/** From a sign-in page: on to the issuer, and back as the person. */
export async function chooseWho(page: Page, person: string): Promise<void> {
  await page.getByRole("link", { name: /^Continue with / }).click();
  await page.locator(`button[name=person][value=${person}]`).click();
}

/** Signs in by the site's own link, and ends where the site leads. */
export async function signIn(page: Page, site: string, person: string, wish = "/account"): Promise<void> {
  await page.goto(`${site}/login?return=${encodeURIComponent(wish)}`);
  await chooseWho(page, person);
  await page.waitForURL((url) => url.pathname !== "/callback" && !url.pathname.startsWith("/interaction"));
}

/** Presses the last of the page's download buttons, the one of the smallest file. */
export async function pressDownload(page: Page): Promise<Download> {
  const began = page.waitForEvent("download");
  await page
    .getByRole("link", { name: /^Download ./ })
    .last()
    .click();
  return began;
}

/** The heading of the page that is open. */
export const heading = (page: Page): Promise<string> => page.getByRole("heading", { level: 1 }).innerText();

/** How many pictures of the page have come, and how many have not. */
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
