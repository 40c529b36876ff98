/** The inspector: the requests of the other flows, and its controls. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { BrowserEnvironment } from "../environment";
import { screenshot } from "../screenshots";

/** Registers the tests, which need the requests of the other flows. */
export function inspector(environment: () => BrowserEnvironment): void {
  describe("the inspector", () => {
    let page: Page;
    before(async () => {
      page = await environment().newUser({ viewport: { width: 1280, height: 800 } });
      await page.goto(environment().live.one.inspectorUrl);
      await page.getByText("live", { exact: true }).waitFor();
    });

    const filter = (words: string): Promise<void> => page.getByLabel("Filter").fill(words);
    const rows = (): Promise<string[]> => page.locator("#rows tr:not([hidden]):not(.detail)").allInnerTexts();

    it("shows each request with verdict, behavior, key and last hop", async () => {
      const key = String(environment().live.outputs["activeKeyId"]);
      const wanted: readonly [words: string, ...texts: string[]][] = [
        ["get notrestricted", "200", "*", "instance"],
        ["/premium/ missingkey", "403", "/premium/*", "edge"],
        ["/premium/ allowed", "200", "/premium/*", key, "instance"],
        ["/secure/ allowed", "200", "/secure/*", key],
        ["/downloads/ allowed", "200", "/downloads/*", key],
        ["/downloads/tampered.csv accessdenied", "403", key, "edge"],
        ["post /request-access", "200", "NotRestricted"],
      ];
      for (const [words, ...texts] of wanted) {
        await filter(words);
        const found = await rows();
        assert.ok(
          found.some((row) => texts.every((text) => row.includes(text))),
          `${words}: ${found.join("\n")}`,
        );
      }
      await filter("");
    });

    it("shows a request as it happens, and no usable signature", async () => {
      const visitor = await environment().newUser();
      await environment().expectRefused(visitor, `${environment().site}/premium/just-now`);
      await page.getByText("/premium/just-now").waitFor();
      const text = await page.locator("#rows").innerText();
      assert.doesNotMatch(text, /Signature=[A-Za-z0-9~_-]{20,}/);
    });

    it("draws the stack, and lists who can reach what", async () => {
      await page.locator("#picture svg").waitFor();
      await page.evaluate(() => scrollTo(0, 0));
      await screenshot(page, "inspector-stack");
      await page.getByText("Who can reach what").click();
      const reaches = await page.locator("#reaches tr").allInnerTexts();
      assert.ok(
        reaches.some((row) => /^Internet\s+Load balancer 443\s+closed/.test(row)),
        reaches.join("\n"),
      );
      assert.ok(!reaches.some((row) => /^Internet\b.*\bopen\b/.test(row)), reaches.join("\n"));
      await page.getByText("Who can reach what").click();
    });

    it("filters, opens and closes a request's details, and pauses, by keyboard", async () => {
      const focused = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id);
      await page.getByLabel("Filter").focus();
      await page.keyboard.type("/secure/course/");
      await page.keyboard.press("Tab");
      assert.equal(await focused(), "pause");
      await page.keyboard.press("Space");
      assert.equal(await page.locator("#pause").getAttribute("aria-pressed"), "true");
      await page.keyboard.press("Space");
      for (const key of ["Tab", "Tab", "ArrowDown", "ArrowUp", "Enter"]) {
        await page.keyboard.press(key);
      }
      const detail = page.locator("#rows tr.detail");
      await detail.waitFor();
      assert.match(await detail.innerText(), /By the rule\s+key\.missing[\s\S]*Source\s+https:\/\//);
      await page.locator("#requests").evaluate((card) => card.scrollIntoView({ block: "end" }));
      await screenshot(page, "inspector-requests");
      await page.keyboard.press("Enter");
      await detail.waitFor({ state: "detached" });
      await filter("");
    });

    it("explains a pasted URL, by keyboard", async () => {
      await page.getByLabel(/^URL/).focus();
      const query = "Expires=1767290000&Signature=abc&Key-Pair-Id=KNOTAKEY";
      await page.keyboard.insertText(`https://members.dev.example.com/premium/?${query}`);
      await page.keyboard.press("Enter");
      const verdict = page.getByRole("region", { name: "Verdict" });
      await verdict.waitFor();
      assert.match(await verdict.innerText(), /deny, InvalidKey[\s\S]*does not trust the key KNOTAKEY/);
      await page
        .locator("#explain-title")
        .evaluate((title) => scrollBy(0, title.getBoundingClientRect().top - 120));
      await screenshot(page, "inspector-explains");
    });
  });
}
