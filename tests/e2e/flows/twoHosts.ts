/** Login on one host, content on another: cookies of the upper host. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { hosts } from "../liveSite";
import type { Stage } from "../stage";
import { chooseWho, pictures, press, pressDownload } from "../steps";

const app = `https://${hosts.app}`;
const content = `https://${hosts.content}`;
const gallery = `${content}/premium/gallery/`;

/** Registers the tests. */
export function twoHosts(stage: () => Stage): void {
  describe("with login on one host and content on another", () => {
    let member: Page;
    before(async () => {
      member = await stage().person();
    });

    it("somebody signs in on the one, from the other's 403 page, and is back there", async () => {
      await stage().refuses(member, gallery);
      await press(member, "Sign in");
      await chooseWho(member, "premium");
      await member.waitForURL(gallery);
      assert.equal((await pictures(member)).broken, 0);
    });

    it("cookies are the domain's where both hosts need them, and else the login's alone", async () => {
      const cookies = await member.context().cookies([app, gallery]);
      const domains = (name: RegExp): string[] => [
        ...new Set(cookies.filter((one) => name.test(one.name)).map(({ domain }) => domain)),
      ];
      assert.deepEqual(domains(/^CloudFront-/), [`.${hosts.app}`]);
      assert.deepEqual(domains(/^__Secure-session$/), [`.${hosts.app}`]);
      assert.deepEqual(domains(/^__Host-/), [hosts.app]);
    });

    it("a download's link is the content's", async () => {
      await press(member, "Premium member");
      await member.waitForURL(`${app}/account`);
      assert.equal(new URL((await pressDownload(member)).url()).origin, content);
    });

    it("signing out on the one closes the other", async () => {
      await press(member, "Sign out");
      await member.getByText("You are signed out").waitFor();
      await stage().refuses(member, gallery);
    });
  });
}
