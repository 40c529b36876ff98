/** Login on one host, content on a subdomain of it. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { BrowserEnvironment } from "../environment";
import { hosts } from "../liveSite";
import { pictures, press, pressDownload, signInAs } from "../steps";

const app = `https://${hosts.app}`;
const content = `https://${hosts.content}`;
const gallery = `${content}/premium/gallery/`;

/** Registers the tests. */
export function twoHosts(environment: () => BrowserEnvironment): void {
  describe("with login on one host and content on another", () => {
    let member: Page;
    before(async () => {
      member = await environment().newUser();
    });

    it("a member signs in on the first, from the second's 403 page, and returns there", async () => {
      await environment().expectRefused(member, gallery);
      await press(member, "Sign in");
      await signInAs(member, "premium");
      await member.waitForURL(gallery);
      assert.equal((await pictures(member)).broken, 0);
    });

    it("cookies have a domain if both hosts need them, and else belong to the login host only", async () => {
      const cookies = await member.context().cookies([app, gallery]);
      const domains = (name: RegExp): string[] => [
        ...new Set(cookies.filter((one) => name.test(one.name)).map(({ domain }) => domain)),
      ];
      assert.deepEqual(domains(/^CloudFront-/), [`.${hosts.app}`]);
      assert.deepEqual(domains(/^__Secure-session$/), [`.${hosts.app}`]);
      assert.deepEqual(domains(/^__Host-/), [hosts.app]);
    });

    it("a download link is on the content host", async () => {
      await press(member, "Premium member");
      await member.waitForURL(`${app}/account`);
      assert.equal(new URL((await pressDownload(member)).url()).origin, content);
    });

    it("signing out on the first ends access to the second", async () => {
      await press(member, "Sign out");
      await member.getByText("You are signed out").waitFor();
      await environment().expectRefused(member, gallery);
    });
  });
}
