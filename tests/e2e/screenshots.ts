/** Pictures for the documentation, taken by the tests where `npm run docs:screenshots` asks for them. */
import assert from "node:assert/strict";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** Bytes of the largest picture: each stays in the repository's history for good. */
const largest = 150_000;

/** Takes a picture of what a person sees, as `<name>.png` in the folder that SCREENSHOTS names; nothing without it. */
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
