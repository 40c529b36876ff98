/** Screenshots for the documentation, taken by `npm run docs:screenshots`. */
import assert from "node:assert/strict";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** The largest size of a screenshot in bytes, because all of them stay in the repository's history. */
const largest = 150_000;

/** Saves a screenshot as `<name>.png` in the folder that SCREENSHOTS names; does nothing if it names none. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const { SCREENSHOTS: folder } = process.env;
  if (folder === undefined || folder === "") {
    return;
  }
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  const { size } = statSync(path);
  assert.ok(size <= largest, `${path} has ${size} bytes: show less, or make the window smaller`);
}
