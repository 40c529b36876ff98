import assert from "node:assert/strict";
import { request } from "node:http";
import { type RunningIssuer, startIssuer } from "../../../local/issuer/issuer";

describe("the issuer of the local site, which lets anybody be anybody", () => {
  let issuer: RunningIssuer;
  before(async () => {
    issuer = await startIssuer({ port: 0, sites: ["https://localhost:8443"], clientId: "members" });
  });
  after(() => issuer.close());

  const ask = (path: string, headers: Record<string, string>, method = "GET") =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const url = new URL(path, issuer.url.replace("localhost", "127.0.0.1"));
      const sent = request(url, { headers, method }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        answer.on("end", () => resolve({ status: answer.statusCode, text }));
      });
      sent.once("error", reject).end();
    });
  const paths = ["/.well-known/openid-configuration", "/auth?client_id=members", "/interaction/1"];

  it("answers under this machine's own names, and to its own pages", async () => {
    const { host } = new URL(issuer.url);
    const path = "/.well-known/openid-configuration";
    assert.equal((await ask(path, { host })).status, 200);
    assert.equal((await ask(path, { host, origin: issuer.url })).status, 200);
  });

  it("answers nobody who calls it by another name", async () => {
    for (const path of paths) {
      assert.deepEqual(await ask(path, { host: "evil.example" }), {
        status: 421,
        text: "Host must be localhost, 127.0.0.1 or [::1]: this server is for this machine only\n",
      });
    }
  });

  it("answers no page of another site", async () => {
    for (const path of paths) {
      const { host } = new URL(issuer.url);
      assert.deepEqual(await ask(path, { host, origin: "https://evil.example" }, "POST"), {
        status: 403,
        text: "Origin must be this server's own: requests of other sites' pages are refused\n",
      });
    }
  });
});
