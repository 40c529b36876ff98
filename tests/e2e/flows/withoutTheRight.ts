/** People whom no membership or only a part of one lets in, and somebody whose browser runs no script. */
import assert from "node:assert/strict";
import type { Stage } from "../stage";
import { press, signIn } from "../steps";

const sent = "Your request is on its way";

/** Registers the tests. */
export function withoutTheRight(stage: () => Stage): void {
  describe("somebody without the right", () => {
    it("is led to ask where no membership covers the page, and the request arrives", async () => {
      const { site } = stage();
      const newcomer = await stage().person();
      await signIn(newcomer, site, "none", "/premium/");
      assert.equal(new URL(newcomer.url()).pathname, "/request-access");
      await newcomer.getByLabel("What would you like to use it for?").fill("To look around");
      await press(newcomer, "Send request");
      await newcomer.getByText(sent).waitFor();
      const { email, reason, path, person } = stage().lastRequest();
      assert.deepEqual(
        { email, reason, path, person },
        { email: "newcomer@members.example", reason: "To look around", path: "/premium/", person: "none" },
      );
      await stage().refuses(newcomer, `${site}/premium/`);
    });

    it("opens with a smaller membership what that covers, and no more", async () => {
      const { site } = stage();
      const member = await stage().person();
      await signIn(member, site, "member", "/premium/");
      assert.equal(new URL(member.url()).pathname, "/premium/");
      await stage().refuses(member, `${site}/secure/course/`);
      await member.goto(`${site}/get/downloads/light-2028.csv`);
      assert.equal(new URL(member.url()).pathname, "/request-access");
    });

    it("needs no script for the 403 page, the request, the login, a page, and the way out", async () => {
      const { site } = stage();
      const plain = await stage().person({ javaScriptEnabled: false });
      await stage().refuses(plain, `${site}/premium/gallery/`);
      await press(plain, "Sign in");
      await press(plain, "Request access");
      await plain.getByLabel("E-mail address").fill("kim@example.com");
      await press(plain, "Send request");
      await plain.getByText(sent).waitFor();
      assert.equal(stage().lastRequest()["email"], "kim@example.com");

      await signIn(plain, site, "member", "/premium/gallery/");
      assert.equal(new URL(plain.url()).pathname, "/premium/gallery/");
      await press(plain, "Member");
      await press(plain, "Sign out");
      await plain.getByText("You are signed out").waitFor();
      await stage().refuses(plain, `${site}/premium/gallery/`);
    });
  });
}
