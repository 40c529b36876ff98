/** What each of the demonstration's people gets at the three folders: as asked for, and by the 403 page's sign-in link. */
import assert from "node:assert/strict";
import { people } from "../../local/issuer/people";
import { Browser, startTestApp, type TestApp, withTestApp } from "./support/testApp";

const folders = ["/premium/", "/secure/", "/downloads/"] as const;
type Folder = (typeof folders)[number];

/** The status when the folder's address is opened, and the page to which signing in from the 403 page leads. */
const table: Readonly<Record<string, Readonly<Record<Folder, readonly [status: number, page: string]>>>> = {
  none: {
    "/premium/": [403, "/request-access?path=%2Fpremium%2F"],
    "/secure/": [403, "/request-access?path=%2Fsecure%2F"],
    "/downloads/": [403, "/request-access?path=%2Fdownloads%2F"],
  },
  member: {
    "/premium/": [200, "/premium/"],
    "/secure/": [403, "/request-access?path=%2Fsecure%2F"],
    "/downloads/": [403, "/request-access?path=%2Fdownloads%2F"],
  },
  premium: {
    "/premium/": [200, "/premium/"],
    "/secure/": [303, "/secure/course/"],
    // Files open one at a time, by links of the account: nothing signed opens the folder.
    "/downloads/": [403, "/account"],
  },
};

describe("the folders of signed content", () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });
  after(() => app.close());

  it("have a row here for each person", () => {
    assert.deepEqual(people.map(({ id }) => id).sort(), Object.keys(table).sort());
  });

  for (const [person, row] of Object.entries(table)) {
    for (const folder of folders) {
      const [status, page] = row[folder];
      it(`answer ${status} to ${person} at ${folder}, and signing in leads to ${page}`, async () => {
        const browser = new Browser(app);
        await browser.signIn(person);
        assert.equal((await browser.get(folder)).status, status);
        const ended = await browser.follow(`/login?return=${encodeURIComponent(folder)}`);
        assert.deepEqual([ended.status, ended.url], [200, `https://members.example.com${page}`]);
        if (status === 303) {
          assert.equal((await browser.follow(folder)).url, ended.url);
        }
      });
    }
  }

  it("answer 403 to a visitor who is not signed in", async () => {
    for (const folder of folders) {
      assert.equal((await new Browser(app).get(folder)).status, 403, folder);
    }
  });

  it("are linked from the account; downloads are listed there if they are included", async () => {
    const premium = (await new Browser(app).signIn("premium")).text;
    assert.match(premium, /<a href="#downloads">Downloads<\/a>[\s\S]*<h2 id="downloads">Downloads<\/h2>/);
    assert.match(premium, /<a href="\/secure\/">/);
    const member = (await new Browser(app).signIn("member")).text;
    assert.match(member, /<a href="\/downloads\/">Downloads<\/a>/);
    assert.doesNotMatch(member, /#downloads/);
  });

  it("lead to the account at /downloads/ if that folder opens with cookies", async () => {
    const byCookies = { access: "cookies" as const, minutes: 15 };
    await withTestApp(
      {
        change: (document) => ({
          ...document,
          entitlements: document.entitlements.map((rule) => ({ ...rule, ...byCookies })),
        }),
      },
      async (open) => {
        const browser = new Browser(open);
        await browser.signIn("premium");
        const { status, headers } = await browser.get("/downloads/");
        assert.deepEqual([status, headers.location], [303, "/account"]);
        const member = new Browser(open);
        await member.signIn("member");
        assert.equal((await member.get("/downloads/")).status, 403);
      },
    );
  });
});
