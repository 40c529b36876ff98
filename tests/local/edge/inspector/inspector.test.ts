import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { type RunningEdge, startEdge } from "../../../../local/edge";
import { drawStack } from "../../../../local/edge/inspector/picture";
import { reaches } from "../../../../local/edge/inspector/reach";
import { readStackView } from "../../../../local/edge/stackView/stackView";
import { AccountFolder, account, distribution, keys } from "../support/plainAccount";
import { request, send } from "../support/raw";

/** Reads an event stream until a text is in it. */
async function until(url: string, wanted: string): Promise<string> {
  const stop = new AbortController();
  const response = await fetch(url, { signal: stop.signal });
  let text = "";
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString("utf8");
    if (text.includes(wanted)) {
      break;
    }
  }
  stop.abort();
  return text;
}

describe("the inspector", () => {
  const folder = new AccountFolder();
  let edge: RunningEdge;
  before(async () => {
    folder.write(account(distribution(), ...keys));
    edge = await startEdge({
      cloudDir: folder.dir,
      upstream: { instances: [] },
      logFile: `${folder.dir}/access.log`,
    });
  });
  after(async () => {
    await edge.close();
    folder.remove();
  });

  it("is a page that loads nothing from elsewhere and runs nothing inline", async () => {
    for (const path of ["/", "/inspector.css", "/parts.css", "/inspector.js", "/icon.svg"]) {
      const response = await fetch(edge.inspectorUrl + path);
      const text = await response.text();
      assert.equal(response.status, 200, path);
      assert.match(response.headers.get("content-security-policy") ?? "", /^default-src 'none'/);
      assert.ok(!/https?:\/\/(?!members|www\.w3\.org)/.test(text), path);
      assert.ok(!/ on[a-z]+="| style="|<script>|<style>/.test(text), path);
    }
  });

  it("shows each request with its verdict, without the signature", async () => {
    const target = "/premium/a?Expires=1&Signature=verysecret&Key-Pair-Id=KX";
    await send(edge.httpsUrl, request("GET", target, "members.example.com"));
    const text = await until(`${edge.inspectorUrl}/events`, "InvalidKey");
    assert.match(text, /"path":"\/premium\/a"/);
    assert.match(text, /"keyId":"KX"/);
    assert.ok(!text.includes("verysecret"));
  });

  it("tells the page when the stack changes", async () => {
    const changed = until(`${edge.inspectorUrl}/events`, "new.example.com");
    setTimeout(
      () => folder.write(account(distribution("E1", { aliases: ["new.example.com"] }), ...keys)),
      50,
    );
    assert.match(await changed, /event: stack/);
    folder.write(account(distribution(), ...keys));
  });

  const explain = (body: unknown): Promise<Response> =>
    fetch(`${edge.inspectorUrl}/explain`, { method: "POST", body: JSON.stringify(body) });

  it("explains a URL, and says what is wrong with one that it cannot read", async () => {
    const verdict = (await (
      await explain({ url: "https://members.example.com/premium/a" })
    ).json()) as object;
    assert.equal((verdict as { code: string }).code, "MissingKey");
    const wrong = await explain({ url: "/premium/a" });
    assert.equal(wrong.status, 400);
    assert.match(await wrong.text(), /in full/);
    assert.equal((await explain({ url: "https://a/", ip: "not an address" })).status, 400);
    assert.equal((await explain("x".repeat(100_000))).status, 400);
  });

  /** The status and the body of a request with headers that fetch would not send. */
  const ask = (path: string, headers: Record<string, string>, method = "GET") =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const sent = httpRequest(`${edge.inspectorUrl}${path}`, { headers, method }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
          if (text.includes("event: ")) {
            answer.destroy();
          }
        });
        answer.on("close", () => resolve({ status: answer.statusCode, text }));
      });
      sent.once("error", reject).end();
    });

  it("answers nobody who calls it by another name", async () => {
    for (const path of ["/", "/events"]) {
      assert.deepEqual(await ask(path, { host: "evil.example" }), {
        status: 421,
        text: "Host must be localhost, 127.0.0.1 or [::1]: this server is for this machine only\n",
      });
    }
  });

  it("answers no page of another site", async () => {
    for (const [path, method] of [
      ["/events", "GET"],
      ["/explain", "POST"],
    ] as const) {
      for (const origin of ["https://evil.example", "null", edge.url]) {
        assert.deepEqual(
          await ask(path, { origin }, method),
          {
            status: 403,
            text: "Origin must be this server's own: requests of other sites' pages are refused\n",
          },
          `${path} ${origin}`,
        );
      }
    }
    const own = await ask("/events", { origin: edge.inspectorUrl });
    assert.equal(own.status, 200);
    for (const path of ["/", "/events"]) {
      const stop = new AbortController();
      const { headers } = await fetch(edge.inspectorUrl + path, { signal: stop.signal });
      stop.abort();
      assert.equal(headers.get("cross-origin-resource-policy"), "same-origin", path);
      assert.equal(headers.get("access-control-allow-origin"), null, path);
    }
  });

  it("draws what it is given as text, whatever it holds", () => {
    const odd = distribution("E1", {
      aliases: ["<script>alert(1)</script>"],
      orderedCacheBehaviors: [],
      origins: [
        { originId: '"><img src=x>', domainName: "a", customHeaders: [{ name: "X-S", value: "secret" }] },
      ],
    });
    const view = readStackView(account(odd), 0);
    const svg = drawStack(view);
    assert.ok(!svg.includes("<img") && !svg.includes("<script") && !svg.includes("secret"));
    assert.equal(reaches(view)[0]?.open, true);
  });
});
