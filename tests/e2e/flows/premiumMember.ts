/** A premium member: sign in, pages, a link that somebody copies, a download, the end of the cookies, sign out. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Download, Page } from "playwright-core";
import { screenshot } from "../screenshots";
import { later, type Stage } from "../stage";
import { chooseWho, heading, pictures, press, pressDownload } from "../steps";

const sizeOf = async (download: Download): Promise<number> => readFileSync(await download.path()).length;

/** Registers the tests. */
export function premiumMember(stage: () => Stage): void {
  describe("a premium member", () => {
    let member: Page;
    before(async () => {
      member = await stage().person();
    });

    it("signs in from the front page and opens what the membership covers, with every picture", async () => {
      const { site } = stage();
      await member.goto(site);
      await press(member, "Sign in");
      await chooseWho(member, "premium");
      await member.waitForURL(`${site}/account`);
      await screenshot(member, "account");
      await press(member, "Studio");
      await member.waitForURL(`${site}/premium/`);
      assert.equal((await pictures(member)).broken, 0);
      await press(member, "Gallery");
      await member.waitForURL(`${site}/premium/gallery/`);
      const { shown, broken } = await pictures(member);
      assert.ok(shown >= 20 && broken === 0, `${shown} pictures, and ${broken} did not come`);
      await screenshot(member, "gallery");
      await press(member, "Course");
      await member.waitForURL(`${site}/secure/course/`);
      await member.getByRole("main").getByRole("link").first().click();
      await member.waitForURL(/\/secure\/course\/./);
      assert.deepEqual(await pictures(member), { shown: 1, broken: 0 });
    });

    it("copies a link to somebody else, who gets the 403 page, signs in there, and is back at the link", async () => {
      const link = member.url();
      const other = await stage().person();
      await stage().refuses(other, link);
      await screenshot(other, "refused");
      await press(other, "Sign in");
      await other.waitForURL(/\/login/);
      assert.equal(new URL(other.url()).searchParams.get("return"), new URL(link).pathname);
      await chooseWho(other, "premium");
      await other.waitForURL(link);
      assert.deepEqual(await pictures(other), { shown: 1, broken: 0 });
    });

    it("downloads by a link that opens one file, for ten minutes, for whoever has it, and unchanged only", async () => {
      const { site } = stage();
      await member.goto(`${site}/account`);
      const download = await pressDownload(member);
      const size = await sizeOf(download);
      assert.ok(size > 1_000, `${size} bytes`);
      const link = download.url();
      assert.match(link, /\/downloads\/[\w-]{34}\/[\w.-]+\?Expires=\d+&/);

      const other = await stage().person();
      const again = other.waitForEvent("download");
      // Chromium ends the navigation when it turns out to be a download.
      await other.goto(link).catch(() => undefined);
      assert.equal(await sizeOf(await again), size);

      const anotherFile = link.replace(/\/downloads\/[\w./-]+/, "/downloads/tampered.csv");
      const longer = link.replace(/Expires=(\d+)/, (_all, end: string) => `Expires=${Number(end) + 600}`);
      for (const changed of [anotherFile, longer, `${link}&more=1`]) {
        assert.notEqual(changed, link);
        await stage().refuses(other, changed);
      }
      await later(11, () => stage().refuses(other, link));
    });

    it("has nothing open once the cookies' time is up, and all of it after a look at the account", async () => {
      const { site } = stage();
      await later(16, async () => {
        await stage().refuses(member, `${site}/premium/`);
        await member.goto(`${site}/account`);
        assert.equal(await stage().statusOf(member, `${site}/premium/`), 200);
      });
    });

    it("signs out, of the site and of the login, and is refused", async () => {
      const { site } = stage();
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
      await stage().refuses(member, `${site}/premium/`);
      await stage().refuses(member, `${site}/secure/course/`);
    });
  });
}
