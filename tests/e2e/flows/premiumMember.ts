/** A premium member: sign-in, pages, a shared link, a download, expired cookies, sign-out. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Download, Page } from "playwright-core";
import { type BrowserEnvironment, later } from "../environment";
import { screenshot } from "../screenshots";
import { heading, pictures, press, pressDownload, signInAs } from "../steps";

const sizeOf = async (download: Download): Promise<number> => readFileSync(await download.path()).length;

/** Registers the tests. */
export function premiumMember(environment: () => BrowserEnvironment): void {
  describe("a premium member", () => {
    let member: Page;
    before(async () => {
      member = await environment().newUser();
    });

    it("signs in from the home page and opens the pages of the membership, with every picture", async () => {
      const { site } = environment();
      await member.goto(site);
      await press(member, "Sign in");
      await signInAs(member, "premium");
      await member.waitForURL(`${site}/account`);
      await screenshot(member, "account");
      await press(member, "Studio");
      await member.waitForURL(`${site}/premium/`);
      assert.equal((await pictures(member)).broken, 0);
      await press(member, "Gallery");
      await member.waitForURL(`${site}/premium/gallery/`);
      const { shown, broken } = await pictures(member);
      assert.ok(shown >= 20 && broken === 0, `${shown} pictures, and ${broken} not loaded`);
      await screenshot(member, "gallery");
      await press(member, "Course");
      await member.waitForURL(`${site}/secure/course/`);
      await member.getByRole("main").getByRole("link").first().click();
      await member.waitForURL(/\/secure\/course\/./);
      assert.deepEqual(await pictures(member), { shown: 1, broken: 0 });
    });

    it("shares a link with another member, who gets the 403 page, signs in there and returns to the link", async () => {
      const link = member.url();
      const other = await environment().newUser();
      await environment().expectRefused(other, link);
      await screenshot(other, "refused");
      await press(other, "Sign in");
      await other.waitForURL(/\/login/);
      assert.equal(new URL(other.url()).searchParams.get("return"), new URL(link).pathname);
      await signInAs(other, "premium");
      await other.waitForURL(link);
      assert.deepEqual(await pictures(other), { shown: 1, broken: 0 });
    });

    it("downloads by a link that is valid for one file, for ten minutes, for anyone, and only unchanged", async () => {
      const { site } = environment();
      await member.goto(`${site}/account`);
      const download = await pressDownload(member);
      const size = await sizeOf(download);
      assert.ok(size > 1_000, `${size} bytes`);
      const link = download.url();
      assert.match(link, /\/downloads\/[\w-]{34}\/[\w.-]+\?Expires=\d+&/);

      const other = await environment().newUser();
      const again = other.waitForEvent("download");
      // Chromium aborts the navigation, because it is a download.
      await other.goto(link).catch(() => undefined);
      assert.equal(await sizeOf(await again), size);

      const anotherFile = link.replace(/\/downloads\/[\w./-]+/, "/downloads/tampered.csv");
      const longer = link.replace(/Expires=(\d+)/, (_all, end: string) => `Expires=${Number(end) + 600}`);
      for (const changed of [anotherFile, longer, `${link}&more=1`]) {
        assert.notEqual(changed, link);
        await environment().expectRefused(other, changed);
      }
      await later(11, () => environment().expectRefused(other, link));
    });

    it("is refused after the cookies expire, and served again after a visit to the account page", async () => {
      const { site } = environment();
      await later(16, async () => {
        await environment().expectRefused(member, `${site}/premium/`);
        await member.goto(`${site}/account`);
        assert.equal(await environment().statusOf(member, `${site}/premium/`), 200);
      });
    });

    it("signs out of the site and the issuer, and is refused", async () => {
      const { site } = environment();
      await member.goto(`${site}/account`);
      await press(member, "Sign out");
      await member.waitForURL((url) => url.origin !== site);
      await press(member, "Sign out");
      await member.waitForURL(`${site}/`);
      assert.equal(await heading(member), "Learn to see the light before it arrives.");
      await member.getByRole("link", { name: "Sign in", exact: true }).first().waitFor();
      const kept = (await member.context().cookies()).map(({ name }) => name);
      assert.deepEqual(
        kept.filter((name) => /^CloudFront-|^__(?:Host|Secure)-/.test(name)),
        [],
      );
      await environment().expectRefused(member, `${site}/premium/`);
      await environment().expectRefused(member, `${site}/secure/course/`);
    });
  });
}
