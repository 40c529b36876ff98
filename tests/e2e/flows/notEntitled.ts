/** Users without a membership or with a smaller one, and a browser without JavaScript. */
import assert from "node:assert/strict";
import type { BrowserEnvironment } from "../environment";
import { press, signIn } from "../steps";

const sent = "Your request is on its way";

/** Registers the tests. */
export function notEntitled(environment: () => BrowserEnvironment): void {
  describe("a user without the entitlement", () => {
    it("is asked to request access, and the request arrives", async () => {
      const { site } = environment();
      const newcomer = await environment().newUser();
      await signIn(newcomer, site, "none", "/premium/");
      assert.equal(new URL(newcomer.url()).pathname, "/request-access");
      await newcomer.getByLabel("What would you like to use it for?").fill("To look around");
      await press(newcomer, "Send request");
      await newcomer.getByText(sent).waitFor();
      const { email, reason, path, person } = environment().lastRequest();
      assert.deepEqual(
        { email, reason, path, person },
        { email: "newcomer@members.example", reason: "To look around", path: "/premium/", person: "none" },
      );
      await environment().expectRefused(newcomer, `${site}/premium/`);
    });

    it("can open the pages of a smaller membership, and no others", async () => {
      const { site } = environment();
      const member = await environment().newUser();
      await signIn(member, site, "member", "/premium/");
      assert.equal(new URL(member.url()).pathname, "/premium/");
      await environment().expectRefused(member, `${site}/secure/course/`);
      await member.goto(`${site}/get/downloads/light-2028.csv`);
      assert.equal(new URL(member.url()).pathname, "/request-access");
    });

    it("needs no JavaScript for the 403 page, the access request, sign-in, pages and sign-out", async () => {
      const { site } = environment();
      const plain = await environment().newUser({ javaScriptEnabled: false });
      await environment().expectRefused(plain, `${site}/premium/gallery/`);
      await press(plain, "Sign in");
      await press(plain, "Request access");
      await plain.getByLabel("E-mail address").fill("kim@example.com");
      await press(plain, "Send request");
      await plain.getByText(sent).waitFor();
      assert.equal(environment().lastRequest()["email"], "kim@example.com");

      await signIn(plain, site, "member", "/premium/gallery/");
      assert.equal(new URL(plain.url()).pathname, "/premium/gallery/");
      await press(plain, "Member");
      await press(plain, "Sign out");
      await plain.getByText("You are signed out").waitFor();
      await environment().expectRefused(plain, `${site}/premium/gallery/`);
    });
  });
}
