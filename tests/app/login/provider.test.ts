import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parseConfig } from "../../../app/config";
import { LoginProvider } from "../../../app/login/provider";
import { validDocument } from "../support/configuration";

describe("issuer", () => {
  const metadata: Record<string, unknown> = {};
  const asked: string[] = [];
  let works = true;
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(works ? 200 : 503, { "content-type": "application/json" });
    response.end(JSON.stringify(metadata));
  });
  let issuer: string;

  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    issuer = `http://localhost:${(server.address() as AddressInfo).port}/pool`;
    Object.assign(metadata, {
      issuer,
      authorization_endpoint: "https://members.auth.eu-west-1.amazoncognito.com/oauth2/authorize",
      token_endpoint: "https://members.auth.eu-west-1.amazoncognito.com/oauth2/token",
    });
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  const told: string[] = [];
  const provider = (signOut: "standard" | "cognito" | "none", scopes?: string): LoginProvider => {
    const document = validDocument();
    const { oidc, publicUrl } = parseConfig({
      ...document,
      oidc: { ...document.oidc, issuer, signOut, scopes },
    });
    const noSecret = () => Promise.reject(new Error("no secret is needed"));
    return new LoginProvider(oidc, publicUrl, noSecret, () => told.push("no revocation"));
  };

  it("of Cognito signs out by its own endpoint and parameters", async () => {
    assert.equal(
      await provider("cognito").signOutUrl(),
      "https://members.auth.eu-west-1.amazoncognito.com/logout?client_id=members&logout_uri=https%3A%2F%2Fmembers.example.com%2F",
    );
  });

  it("without a sign-out endpoint is not asked to sign out", async () => {
    assert.equal(await provider("standard").signOutUrl(), undefined);
    assert.equal(await provider("none").signOutUrl(), undefined);
  });

  it("is discovered once, and again after it was down", async () => {
    const one = provider("standard");
    works = false;
    await assert.rejects(one.begin());
    works = true;
    const before = asked.length;
    const { url } = await one.begin();
    await one.begin();
    assert.equal(asked.length, before + 1);
    assert.equal(url.host, "members.auth.eu-west-1.amazoncognito.com");
  });

  it("is asked for offline access if it lists that, and for no scope outside the setting", async () => {
    const asked = async (scopes?: string): Promise<string | null> =>
      (await provider("none", scopes).begin()).url.searchParams.get("scope");
    metadata["scopes_supported"] = ["openid", "offline_access"];
    assert.equal(await asked(), "openid profile email offline_access");
    assert.equal(await asked("openid email"), "openid email");
    // What Cognito's discovery document has.
    metadata["scopes_supported"] = ["openid", "email", "phone", "profile"];
    assert.equal(await asked(), "openid profile email");
    assert.equal(await asked("openid offline_access"), "openid offline_access");
    delete metadata["scopes_supported"];
    assert.equal(await asked(), "openid profile email");
  });

  it("without a revocation endpoint is not asked to revoke, which is logged once", async () => {
    const one = provider("none");
    await one.revoke("token");
    await one.revoke("token");
    assert.deepEqual(told, ["no revocation"]);
  });

  it("with another name in its metadata is refused", async () => {
    metadata["issuer"] = "https://other.example";
    await assert.rejects(provider("standard").begin());
    metadata["issuer"] = issuer;
  });
});
