/** What `npm start` ends in: the members site on the dev stack, through the edge, with keys of the local cloud's KMS. */
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { type OpenCloud, openCloud } from "../../../local/engine/attach";
import { projectName } from "../../../local/run/projectName";
import { anyPorts, banner, checkSite, type LocalSite, startLocalSite } from "../../../local/site";
import { LocalStack } from "../../support/localStack";
import { lastRequest } from "./lastRequest";
import { listeningSockets } from "./listeningSockets";
import { SteadyRequests } from "./steadyRequests";
import { Visitor } from "./visitor";

const SECRET = "aws:secretsmanager/secret:Secret";

describe("the local site", function () {
  this.timeout(180_000);
  const variables = { ...process.env };
  let stack: LocalStack;
  let cloud: OpenCloud;
  let site: LocalSite;
  const visitors: Visitor[] = [];

  before(async () => {
    stack = new LocalStack("dev").withProgramHost();
    const made = await stack.pulumi("stack", "init", "--non-interactive");
    assert.equal(made.code, 0, made.output);
    await stack.up();
    const outputs = await stack.outputs();
    cloud = await openCloud(stack.folder.cloud);
    const { root, cloud: cloudDir } = stack.folder;
    const { apiPort, apiSecret } = cloud;
    const common = { stack: "dev", root, cloudDir, outputs, ports: anyPorts };
    site = await startLocalSite({ ...common, apiPort, apiSecret });
  });
  after(async () => {
    await Promise.all(visitors.map((visitor) => visitor.close()));
    await site.close();
    await cloud.close();
    stack.remove();
    assert.deepEqual({ ...process.env }, variables, "variables that were not brought back");
  });

  const visitor = (): Visitor => {
    const made = new Visitor(site.url);
    visitors.push(made);
    return made;
  };
  /** The signed address of a download, as a premium member's button gives it. */
  const downloadLink = async (): Promise<string> => {
    const premium = visitor();
    await premium.signIn("premium", "/account");
    const answer = await premium.get("/get/downloads/light-2028.csv");
    assert.equal(answer.status, 303);
    return answer.location ?? "";
  };

  it("answers a visitor: the home page, and the bucket's 403 page for what is signed", async () => {
    assert.equal((await visitor().get("/")).status, 200);
    for (const path of ["/premium/", "/secure/course/", "/downloads/light-2028.csv"]) {
      const refused = await visitor().get(path);
      assert.equal(refused.status, 403, path);
      assert.match(refused.text, /This page is for members/);
    }
    assert.deepEqual(await checkSite(site), []);
  });

  it("lets a premium member sign in, with cookies that the stack's key signed", async () => {
    const premium = visitor();
    const page = await premium.signIn("premium", "/premium/");
    assert.equal(page.status, 200);
    assert.equal(new URL(page.url).pathname, "/premium/");
    assert.match(page.text, /Studio/);
    assert.ok(premium.jar.names().includes("CloudFront-Signature"));
    assert.equal((await premium.get("/secure/course/")).status, 200);
  });

  it("gives a member the studio and not the course, and a newcomer neither", async () => {
    const member = visitor();
    assert.equal((await member.signIn("member", "/premium/")).status, 200);
    assert.equal((await member.get("/secure/course/")).status, 403);
    const none = visitor();
    const sent = await none.signIn("none", "/premium/");
    assert.equal(new URL(sent.url).pathname, "/request-access");
    assert.equal((await none.get("/premium/")).status, 403);
    assert.equal((await none.get("/downloads/light-2028.csv")).status, 403);
  });

  it("opens a download by its link alone, and not by one that was changed", async () => {
    const link = await downloadLink();
    const stranger = visitor();
    const file = await stranger.get(link);
    assert.equal(file.status, 200);
    assert.match(file.text, /^time,sun_degrees/);
    const other = link.replace("light-2028.csv", "moor-session.wav");
    const longer = link.replace(/Expires=(\d+)/, (_all, end: string) => `Expires=${Number(end) + 600}`);
    for (const changed of [other, longer]) {
      assert.notEqual(changed, link);
      assert.equal((await stranger.get(changed)).status, 403);
    }
  });

  it("writes a request for access into the logs", async () => {
    const stranger = visitor();
    const form = new URLSearchParams({ email: "kim@example.com", reason: "Please", path: "/premium/" });
    const answer = await stranger.get("/request-access", form.toString());
    assert.ok(answer.status < 400, answer.text);
    const { email, reason, path } = lastRequest(stack.folder.root);
    assert.deepEqual(
      { email, reason, path },
      { email: "kim@example.com", reason: "Please", path: "/premium/" },
    );
  });

  it("listens on the loopback address alone, with every socket that it has", () => {
    const sockets = listeningSockets(process.pid);
    // Viewers by http and https, load balancer, two ports of the instance, inspector, issuer, two of the members app,
    // two providers and the endpoint of the local cloud.
    assert.ok(sockets.length >= 12, String(sockets.length));
    assert.deepEqual(
      sockets.filter((address) => address !== "127.0.0.1" && address !== "::1"),
      [],
    );
  });

  it("keeps its files to their owner, and no secret in the document and the log", () => {
    const { root } = stack.folder;
    const running = `site/${projectName}.dev.running.json`;
    const files = ["site/config.json", "site/key.pem", "logs/site.log", "cloud/endpoint.json", running];
    for (const file of files) {
      assert.equal(statSync(join(root, file)).mode & 0o077, 0, file);
    }
    const sessions = stack
      .account()
      .resources.find(({ type, urn }) => type === SECRET && urn?.endsWith("::members-app-sessions"));
    const [secret = ""] = Object.values(sessions?.hidden?.versions ?? {}) as string[];
    assert.match(secret, /^[A-Za-z0-9+/]{43}=$/);
    const told = ["site/config.json", "logs/site.log", "logs/access.log"].map((file) =>
      readFileSync(join(root, file), "utf8"),
    );
    assert.ok(!told.some((text) => text.includes(secret) || /Signature=[^…]|PRIVATE KEY/.test(text)));
  });

  it("shows what the stack delivers: its rules, key, topic and session keys, with its own places", () => {
    const here = JSON.parse(readFileSync(join(stack.folder.root, "site", "config.json"), "utf8")) as object;
    const object = stack.account().resources.find(({ id }) => /\/configurations\//.test(id));
    const content = object?.inputs.content;
    assert.ok(typeof content === "string");
    const delivered = JSON.parse(content) as object;
    const differing = Object.entries({ ...delivered, ...here })
      .filter(([name, value]) => !isDeepStrictEqual(value, (delivered as Record<string, unknown>)[name]))
      .map(([name]) => name);
    assert.deepEqual(differing.sort(), ["host", "oidc", "ports", "publicUrl", "tls"]);
  });

  it("signs through a change of the active key, before the app has the new configuration and after, and refuses no request", async () => {
    const asked = new SteadyRequests(site.url, ["/", "/login"]);
    const premium = visitor();
    await premium.signIn("premium", "/premium/");
    const before = premium.jar.value("CloudFront-Key-Pair-Id");
    const keys = (...lines: string[]) =>
      stack.configured((text) =>
        text.replace("- { id: dev-1, state: active }", lines.map((line) => `- ${line}`).join("\n    ")),
      );
    await stack.up(...keys("{ id: dev-1, state: active }", "{ id: dev-2, state: announced }"));
    assert.equal(await site.follow(await stack.outputs()), true);
    assert.equal((await premium.get("/premium/")).status, 200, "signed in as before");
    await stack.up(...keys("{ id: dev-1, state: retired }", "{ id: dev-2, state: active }"));
    const outputs = await stack.outputs();
    assert.notEqual(outputs.activeKeyId, before);

    // As an instance that has not been replaced yet: its own key is refused, the announced one signs.
    const early = visitor();
    assert.equal((await early.signIn("premium", "/premium/")).status, 200);
    assert.equal(early.jar.value("CloudFront-Key-Pair-Id"), outputs.activeKeyId);

    assert.equal(await site.follow(outputs), true);
    assert.equal(await site.follow(outputs), false);
    const late = visitor();
    assert.equal((await late.signIn("premium", "/premium/")).status, 200);
    assert.equal(late.jar.value("CloudFront-Key-Pair-Id"), outputs.activeKeyId);
    // The app that was replaced ends while requests go on.
    await sleep(1_500);
    const answered = await asked.end();
    assert.deepEqual(Object.keys(answered), ["200"], JSON.stringify(answered));
    assert.ok((answered["200"] ?? 0) > 200, JSON.stringify(answered));
  });

  it("tells in a dozen lines where it is", () => {
    const text = banner(site, "dev");
    for (const part of [
      site.url,
      site.inspectorUrl,
      "premium",
      "prove --stack dev",
      "up --stack dev",
      "Ctrl-C",
    ]) {
      assert.ok(text.includes(part), part);
    }
    assert.ok(text.trim().split("\n").length <= 12);
  });
});
