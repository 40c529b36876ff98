/** Tests of the programs in docs/guides/sign-urls.md, compiled beside the installed package. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { explain, now, pemKey, readDistribution } from "../../signer";
import type { Consumer } from "./consumer";

type Hono = typeof import("../../examples/signer/hono");
type Express = typeof import("../../examples/signer/express");

const SITE = "https://members.example.com";
const KEY_ID = "K2JCJMDEHXQW5F";
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const trustedKeys = { [KEY_ID]: publicKey.export({ type: "spki", format: "pem" }).toString() };
const behavior = (pathPattern: string) => ({
  pathPattern,
  viewerProtocolPolicy: "https-only" as const,
  trustedKeys,
});
const distribution = readDistribution({
  domainNames: ["members.example.com"],
  behaviors: [
    behavior("/premium/*"),
    behavior("/secure/*"),
    behavior("/downloads/*"),
    { pathPattern: "*", viewerProtocolPolicy: "redirect-to-https" },
  ],
});

/** Tells whether CloudFront would allow a GET of a target. */
const outcome = (target: string, cookie?: string) =>
  explain(
    { method: "GET", scheme: "https", host: "members.example.com", target, cookie },
    distribution,
    now(),
    "192.0.2.1",
  ).outcome;

/** Returns the Cookie header that a browser would send for a path, or for any path, after Set-Cookie lines. */
const cookiesFor = (lines: readonly string[], path?: string): string =>
  lines
    // Cleared cookies are not sent.
    .filter((line) => !line.includes("Max-Age=0"))
    .filter((line) => path === undefined || path.startsWith(/Path=([^;]+)/.exec(line)?.[1] ?? "/"))
    .map((line) => line.split(";")[0])
    .join("; ");

/** Prints the cookies of the recipe in Go; a key in a file in place of KMS: both sign SHA-256 with ECDSA, in DER. */
const goProgram = `package main

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"strconv"
	"time"

	"recipe/signer"
)

func main() {
	text, _ := os.ReadFile(os.Args[1])
	block, _ := pem.Decode(text)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		panic(err)
	}
	seconds, _ := strconv.ParseInt(os.Args[3], 10, 64)
	cookies, err := signer.SignedCookies(os.Args[2], "/premium/", time.Unix(seconds, 0), "${KEY_ID}",
		func(message []byte) ([]byte, error) {
			digest := sha256.Sum256(message)
			return ecdsa.SignASN1(rand.Reader, key.(*ecdsa.PrivateKey), digest[:])
		})
	if err != nil {
		panic(err)
	}
	for _, cookie := range cookies {
		fmt.Println(cookie)
	}
}
`;

/** Tests the programs, which the consumer has compiled before. */
export function recipeTests(consumer: () => Consumer): void {
  const compiled = (name: string): unknown =>
    createRequire(__filename)(join(consumer().folder, "examples", "signer", name));
  const hono = (): Hono => compiled("hono.js") as Hono;
  const express = (): Express => compiled("express.js") as Express;

  it("Hono: a member gets cookies for the paths of the membership, and for no other", async () => {
    const app = hono().membersArea(SITE, pemKey(privateKey), KEY_ID, () =>
      Promise.resolve(["/premium/*", "/secure/*"]),
    );
    const response = await app.request("/members");
    assert.equal(response.headers.get("location"), "/premium/");
    const lines = response.headers.getSetCookie();
    assert.equal(outcome("/premium/a", cookiesFor(lines, "/premium/a")), "allow");
    assert.equal(outcome("/secure/a/b", cookiesFor(lines, "/secure/a/b")), "allow");
    assert.equal(outcome("/downloads/a", cookiesFor(lines, "/premium/a")), "deny");
  });

  it("Hono: without a session, the answer is a redirect to the login, and no cookie", async () => {
    const app = hono().membersArea(SITE, pemKey(privateKey), KEY_ID, () => Promise.resolve(undefined));
    const response = await app.request("/members");
    assert.equal(response.headers.get("location"), "/login");
    assert.deepEqual(response.headers.getSetCookie(), []);
  });

  /** Calls the Express handler. @returns its redirect, status or error */
  const requested = async (request: { params: Record<string, string>; entitled?: boolean }) => {
    let answer: unknown;
    await express().download(SITE, pemKey(privateKey), KEY_ID)(
      request,
      {
        set: () => undefined,
        redirect: (status, url) => (answer = [status, url]),
        sendStatus: (status) => (answer = status),
      },
      (error) => (answer = error),
    );
    return answer;
  };

  it("Express: a download is a redirect to a link for that file only", async () => {
    const [status, url] = (await requested({ params: { file: "report 1.pdf" }, entitled: true })) as [
      number,
      string,
    ];
    assert.equal(status, 303);
    assert.equal(outcome(url.slice(SITE.length)), "allow");
    assert.equal(outcome(url.slice(SITE.length).replace("report", "resort")), "deny");
  });

  it("Express: there is no link without an entitlement, or outside the folder", async () => {
    assert.equal(await requested({ params: { file: "a.pdf" } }), 403);
    const [, url] = (await requested({ params: { file: "../secure/a" }, entitled: true })) as [
      number,
      string,
    ];
    assert.match(url, /^https:\/\/members\.example\.com\/downloads\/..%2Fsecure%2Fa\?/);
  });

  // The project does not require Python.
  if (spawnSync("python3", ["--version"]).status === 0) {
    it("Python: CloudFront would accept the cookies, signed as KMS signs", () => {
      const folder = mkdtempSync(join(tmpdir(), "secure-origin-python-"));
      try {
        const pem = join(folder, "key.pem");
        writeFileSync(pem, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
        // openssl in place of KMS: both return ECDSA signatures of SHA-256 in DER.
        const program = `
import subprocess, sys
from cookies import set_cookie_lines, signed_cookies
def sign(message):
    return subprocess.run(["openssl", "dgst", "-sha256", "-sign", sys.argv[1]], input=message, capture_output=True, check=True).stdout
cookies = signed_cookies("${SITE}/premium/*", int(sys.argv[2]), "${KEY_ID}", sign)
print("\\n".join(set_cookie_lines(cookies, "/premium/")))
`;
        const printed = execFileSync("python3", ["-c", program, pem, String(now() + 600)], {
          cwd: join(projectFolder, "examples", "signer"),
          encoding: "utf8",
          env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
        });
        const lines = printed.trim().split("\n");
        assert.equal(outcome("/premium/a", cookiesFor(lines, "/premium/a")), "allow");
        assert.equal(outcome("/secure/a", cookiesFor(lines)), "deny");
        assert.ok(lines.every((line) => / Secure; HttpOnly/.test(line)));
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }

  // The project does not require Go.
  if (spawnSync("go", ["version"]).status === 0) {
    it("Go: CloudFront would accept the cookies, signed as KMS signs", () => {
      const folder = mkdtempSync(join(tmpdir(), "secure-origin-go-"));
      try {
        const pem = join(folder, "key.pem");
        writeFileSync(pem, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
        mkdirSync(join(folder, "signer"));
        cpSync(join(projectFolder, "examples/signer/cookies.go"), join(folder, "signer/cookies.go"));
        writeFileSync(join(folder, "go.mod"), "module recipe\n\ngo 1.24\n");
        writeFileSync(join(folder, "main.go"), goProgram);
        const go = (...args: string[]): string =>
          execFileSync("go", args, {
            cwd: folder,
            encoding: "utf8",
            env: { ...process.env, CGO_ENABLED: "0" },
          });
        assert.equal(execFileSync("gofmt", ["-l", "."], { cwd: folder, encoding: "utf8" }), "");
        go("vet", "./...");
        go("build", "-o", "program", ".");
        const resource = `${SITE}/premium/*?a=1&b=<2>`;
        for (const [opened, target] of [
          [`${SITE}/premium/*`, "/premium/a"],
          [resource, "/premium/a?a=1&b=<2>"],
        ] as const) {
          const printed = execFileSync(join(folder, "program"), [pem, opened, String(now() + 600)], {
            cwd: folder,
            encoding: "utf8",
          });
          const lines = printed.trim().split("\n");
          assert.equal(outcome(target, cookiesFor(lines, "/premium/a")), "allow");
          assert.equal(outcome("/secure/a", cookiesFor(lines)), "deny");
          assert.ok(lines.every((line) => /; HttpOnly; Secure; SameSite=Lax$/.test(line)));
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
}
