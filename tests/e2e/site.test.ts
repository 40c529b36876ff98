/** The whole flow in a real browser: members site, edge and inspector on the dev stack, as `npm start` serves them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { secureOrigin } from "../cli/support";
import { Browsers } from "./browsers";
import { hosts, LiveSite } from "./liveSite";
import { screenshot } from "./screenshots";
import { chooseWho, heading, pictures, press, signIn } from "./steps";

const refusedPage = "This page is for members";

describe("the site in a browser", function () {
  this.timeout(240_000);
  let live: LiveSite;
  let browsers: Browsers;
  let site: string;

  before(async () => {
    live = await LiveSite.start();
    const { one, two } = live;
    site = one.url;
    const named = Object.values(hosts);
    browsers = await Browsers.launch({
      origins: [
        ...[one, two].flatMap(({ issuerUrl, inspectorUrl }) => [issuerUrl, inspectorUrl]),
        site,
        ...named.map((name) => `https://${name}`),
      ],
      names: Object.fromEntries(named.map((name) => [name, Number(new URL(two.edge.httpsUrl).port)])),
    });
  });
  after(async () => {
    await browsers.close();
    await live.close();
  });
  afterEach(() => assert.deepEqual(browsers.takeComplaints(), []));

  /** Lets minutes go by for the edge and the app, which run in this process. */
  const later = async (minutes: number, act: () => Promise<void>): Promise<void> => {
    const { now } = Date;
    Date.now = () => now() + minutes * 60_000;
    try {
      await act();
    } finally {
      Date.now = now;
    }
  };
  const statusOf = async (page: Page, address: string): Promise<number> =>
    (await page.goto(address))?.status() ?? 0;
  const refuses = async (page: Page, address: string): Promise<void> => {
    assert.equal(await statusOf(page, address), 403, address);
    assert.equal(await heading(page), refusedPage);
  };
  const requested = (): Record<string, string>[] =>
    readFileSync(join(live.stack.folder.root, "logs", "access-requests.log"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);

  describe("a premium member", () => {
    let member: Page;
    before(async () => {
      member = await browsers.person();
    });

    it("signs in from the front page and opens what the membership covers, with every picture", async () => {
      await member.goto(site);
      await screenshot(member, "front-page");
      await press(member, "Sign in");
      await chooseWho(member, "premium");
      await member.waitForURL(`${site}/account`);
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
      const other = await browsers.person();
      await refuses(other, link);
      await screenshot(other, "refused");
      await press(other, "Sign in");
      assert.equal(new URL(other.url()).searchParams.get("return"), new URL(link).pathname);
      await chooseWho(other, "premium");
      await other.waitForURL(link);
      assert.deepEqual(await pictures(other), { shown: 1, broken: 0 });
    });

    it("downloads by a link of the moment, which opens that one file for ten minutes and for whoever has it", async () => {
      await member.goto(`${site}/account`);
      await screenshot(member, "account");
      const began = member.waitForEvent("download");
      await member
        .getByRole("link", { name: /^Download .*/ })
        .last()
        .click();
      const download = await began;
      const size = readFileSync(await download.path()).length;
      assert.ok(size > 1_000, `${size} bytes`);
      const link = download.url();
      assert.match(link, /\/downloads\/[\w.-]+\?Expires=\d+&/);

      const other = await browsers.person();
      const again = other.waitForEvent("download");
      await other.goto(link).catch(() => undefined);
      assert.equal(readFileSync(await (await again).path()).length, size);

      await refuses(other, link.replace(/\/downloads\/[\w.-]+/, "/downloads/prove.txt"));
      await refuses(
        other,
        link.replace(/Expires=(\d+)/, (_all, end: string) => `Expires=${Number(end) + 600}`),
      );
      await refuses(other, `${link}&more=1`);
      await later(11, () => refuses(other, link));
    });

    it("has nothing open once the cookies' time is up, and everything again after a look at the account", async () => {
      await later(16, async () => {
        await refuses(member, `${site}/premium/`);
        await member.goto(`${site}/account`);
        assert.equal(await statusOf(member, `${site}/premium/`), 200);
      });
    });

    it("signs out, at the site and at the login, and is refused", async () => {
      await member.goto(`${site}/account`);
      await press(member, "Sign out");
      assert.equal(await heading(member), "You are signed out");
      await member.waitForURL((url) => url.origin !== site);
      await press(member, "Sign out");
      await member.waitForURL(`${site}/`);
      await member.getByRole("link", { name: "Sign in", exact: true }).first().waitFor();
      const kept = (await member.context().cookies(site)).map(({ name }) => name);
      assert.deepEqual(
        kept.filter((name) => /CloudFront|session|renewal/.test(name)),
        [],
      );
      await refuses(member, `${site}/premium/`);
      await refuses(member, `${site}/secure/course/`);
    });
  });

  describe("somebody without the right", () => {
    it("is led to ask when no membership covers the page, and the request arrives", async () => {
      const newcomer = await browsers.person();
      await signIn(newcomer, site, "none", "/premium/");
      assert.equal(new URL(newcomer.url()).pathname, "/request-access");
      await newcomer.getByLabel("What would you like to use it for?").fill("To look around");
      await screenshot(newcomer, "request-access");
      await press(newcomer, "Send request");
      assert.equal(await heading(newcomer), "Your request is on its way");
      const { email, reason, path, person } = requested().at(-1) ?? {};
      assert.deepEqual([email, reason, path], ["newcomer@members.example", "To look around", "/premium/"]);
      assert.equal(person, "none");
      await refuses(newcomer, `${site}/premium/`);
    });

    it("opens with a smaller membership what that covers, and no more", async () => {
      const member = await browsers.person();
      await signIn(member, site, "member", "/premium/");
      assert.equal(new URL(member.url()).pathname, "/premium/");
      await refuses(member, `${site}/secure/course/`);
      await member.goto(`${site}/get/downloads/light-2028.csv`);
      assert.equal(new URL(member.url()).pathname, "/request-access");
    });

    it("needs no script: the 403 page, the login, the request, a page and its pictures", async () => {
      const plain = await browsers.person({ javaScriptEnabled: false });
      await refuses(plain, `${site}/premium/gallery/`);
      await press(plain, "Sign in");
      await press(plain, "Request access");
      await plain.getByLabel("E-mail address").fill("kim@example.com");
      await press(plain, "Send request");
      assert.equal(await heading(plain), "Your request is on its way");
      assert.equal(requested().at(-1)?.["email"], "kim@example.com");
      await signIn(plain, site, "member", "/premium/gallery/");
      assert.equal(await statusOf(plain, `${site}/premium/gallery/`), 200);
      await press(plain, "Member");
      await press(plain, "Sign out");
      assert.equal(await heading(plain), "You are signed out");
    });
  });

  describe("with login on one host and content on another", () => {
    const app = `https://${hosts.app}`;
    const content = `https://${hosts.content}`;

    it("signs in on the one and opens the other, by cookies of the domain above both", async () => {
      const member = await browsers.person();
      await refuses(member, `${content}/premium/gallery/`);
      await press(member, "Sign in");
      await chooseWho(member, "premium");
      await member.waitForURL(`${content}/premium/gallery/`);
      assert.equal((await pictures(member)).broken, 0);
      const cookies = await member.context().cookies([app, content, `${content}/premium/`]);
      const domains = (name: RegExp): string[] => [
        ...new Set(cookies.filter((one) => name.test(one.name)).map(({ domain }) => domain)),
      ];
      assert.deepEqual(domains(/^CloudFront-/), [".dev.example.com"]);
      assert.deepEqual(domains(/^__Secure-session$/), [".dev.example.com"]);
      assert.deepEqual(domains(/^__Host-/), [hosts.app]);

      const stranger = await browsers.person();
      await refuses(stranger, `${content}/premium/gallery/`);

      await press(member, "Premium member");
      assert.equal(new URL(member.url()).origin, app);
      const began = member.waitForEvent("download");
      await member
        .getByRole("link", { name: /^Download .*/ })
        .last()
        .click();
      assert.equal(new URL((await began).url()).origin, content);

      await press(member, "Sign out");
      assert.equal(await heading(member), "You are signed out");
      await refuses(member, `${content}/premium/gallery/`);
    });
  });

  describe("the inspector", () => {
    let page: Page;
    before(async () => {
      page = await browsers.person({ viewport: { width: 1280, height: 860 } });
      await page.goto(live.one.inspectorUrl);
      await page.getByText("live", { exact: true }).waitFor();
    });

    /** Texts of the rows that a filter leaves. */
    const rows = async (words: string): Promise<string[]> => {
      await page.getByLabel("Filter").fill(words);
      return page.locator("#rows tr:not([hidden]):not(.detail)").allInnerTexts();
    };

    it("shows each request with its verdict", async () => {
      const { activeKeyId } = live.outputs as { activeKeyId: string };
      const shown: readonly [words: string, ...texts: string[]][] = [
        ["get / notrestricted", "200", "*"],
        ["/premium/ missingkey", "403", "/premium/*", "edge"],
        ["/premium/ allowed 200", "/premium/*", activeKeyId],
        ["/downloads/ allowed", "/downloads/*", activeKeyId],
        ["/downloads/prove.txt accessdenied", "403", activeKeyId],
        ["/request-access post", "200", "NotRestricted"],
      ];
      for (const [words, ...texts] of shown) {
        const found = await rows(words);
        assert.ok(
          found.some((row) => texts.every((text) => row.includes(text))),
          `${words}: ${found.join("\n")}`,
        );
      }
      await page.getByLabel("Filter").fill("");
    });

    it("shows a request while it happens, and no signature that could be used", async () => {
      const visitor = await browsers.person();
      await refuses(visitor, `${site}/premium/just-now`);
      await page.getByText("/premium/just-now").waitFor();
      const text = await page.locator("#rows").innerText();
      assert.ok(!/Signature=[A-Za-z0-9~_-]{20,}/.test(text));
    });

    it("is used by keyboard alone: filter, rows, details, explanation", async () => {
      await page.getByLabel("Filter").focus();
      await page.keyboard.type("/premium/ missingkey");
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement?.id), "pause");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      const detail = page.locator("#rows tr.detail");
      await detail.waitFor();
      assert.match(
        await detail.innerText(),
        /By the rule\s+key\.missing[\s\S]*Source\s+https:\/\/repost\.aws/,
      );
      await page.keyboard.press("Enter");
      await detail.waitFor({ state: "detached" });

      await page.getByLabel("Filter").fill("");
      await page.getByLabel(/^URL/).focus();
      await page.keyboard.type(`${site}/premium/?Expires=1767290000&Signature=abc&Key-Pair-Id=KNOTAKEY`);
      await page.keyboard.press("Enter");
      const verdict = page.getByRole("region", { name: "Verdict" });
      await verdict.waitFor();
      assert.match(await verdict.innerText(), /deny, InvalidKey/);
      await screenshot(page, "inspector-explains");
      await page.locator("#requests").scrollIntoViewIfNeeded();
      await page.getByText("Edge inspector").click();
    });

    it("draws the stack, and says who can reach what", async () => {
      await page.locator("#picture svg").waitFor();
      await page.getByText("Who can reach what").click();
      const reaches = await page.locator("#reaches").innerText();
      assert.match(reaches, /closed/);
      await screenshot(page, "inspector");
    });
  });

  describe("secure-origin prove", () => {
    it("finds the site as it has to be, by the name of its stack alone", async () => {
      const variables = { ...process.env };
      process.env["SECURE_ORIGIN_LOCAL_DIR"] = live.stack.folder.root;
      const { code, out } = await secureOrigin("prove", "--stack", "dev");
      delete process.env["SECURE_ORIGIN_LOCAL_DIR"];
      assert.equal(code, 0, out);
      const [head = "", ...rows] = out.trim().split("\n");
      assert.match(head, /check +expected +seen +the local edge plays it so/);
      const untried = rows.filter((row) => !row.startsWith("ok"));
      // KMS signs no SHA-1.
      assert.ok(untried.length === 2 && untried.every((row) => /sha1 .*not tried/.test(row)), out);
      assert.match(out, /^ok +load balancer, directly +no answer +no answer/m);
      assert.match(out, /^ok +instance, directly +no answer +no answer/m);
      assert.deepEqual({ ...process.env }, variables);
    });
  });
});
