import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { searchText } from "../../../policy/values/privateKeys/search";
import { privateKeyWithoutPoint, privatePemWithoutPoint, withPointOf } from "../../support/fuzz/oddKeys";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const other = generateKeyPairSync("ed25519");
const pairs = [rsa, ec, other];

const fingerprintOf = (key: KeyObject) =>
  createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex");

type Form = "pkcs8" | "pkcs1" | "sec1";
const formsOf = (key: KeyObject): Form[] =>
  key.asymmetricKeyType === "rsa"
    ? ["pkcs8", "pkcs1"]
    : key.asymmetricKeyType === "ec"
      ? ["pkcs8", "sec1"]
      : ["pkcs8"];
const pemOf = (key: KeyObject, type: Form) => key.export({ type, format: "pem" }).toString();
const derOf = (key: KeyObject, type: Form) => key.export({ type, format: "der" });

const wrapped = (text: string, width = 64) => text.match(new RegExp(`.{1,${width}}`, "g"))?.join("\n") ?? "";
const indented = (text: string) => text.replace(/^/gm, "      ");
const quotedPrintable = (text: string) =>
  text
    .replace(/[=+]/g, (one) => `=${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/(.{70})/g, "$1=\n");

/** A file in a ZIP archive, as far as a reader needs it. */
function zipped(content: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.write("PK\x03\x04", "latin1");
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(5, 26);
  return Buffer.concat([header, Buffer.from("k.pem"), deflateRawSync(content)]);
}

/** A bound on the size keeps the property tests short. */
const small = (bytes: Buffer) => bytes.length < 60_000;

/** What tools and boot scripts do to a text. */
const wrappers: Record<string, (text: string) => string> = {
  "base64, in lines": (text) => wrapped(Buffer.from(text).toString("base64")),
  base64: (text) => Buffer.from(text).toString("base64"),
  base64url: (text) => Buffer.from(text).toString("base64url"),
  hex: (text) => Buffer.from(text).toString("hex"),
  "hex, in lines": (text) => wrapped(Buffer.from(text).toString("hex"), 60),
  "hex with colons": (text) => (Buffer.from(text).toString("hex").match(/../g) ?? []).join(":"),
  "a list of bytes": (text) => JSON.stringify([...Buffer.from(text)]),
  gzip: (text) => gzipSync(text).toString("base64"),
  zlib: (text) => deflateSync(text).toString("base64"),
  brotli: (text) => brotliCompressSync(text).toString("base64"),
  zip: (text) => zipped(Buffer.from(text)).toString("base64"),
  "UTF-16": (text) => Buffer.from(text, "utf16le").toString("base64"),
  "cloud-init's write_files": (text) =>
    `#cloud-config\nwrite_files:\n  - path: /etc/key\n    content: |\n${indented(text)}\n    permissions: "0600"\n`,
  "cloud-init's write_files in base64": (text) =>
    `#cloud-config\nwrite_files:\n  - encoding: b64\n    content: ${Buffer.from(text).toString("base64")}\n    path: /etc/key\n`,
  "cloud-init's write_files, compressed": (text) =>
    `#cloud-config\nwrite_files:\n  - encoding: gz+b64\n    content: !!binary |\n${indented(wrapped(gzipSync(text).toString("base64"), 76))}\n    path: /k\n`,
  "a MIME part": (text) =>
    `Content-Type: multipart/mixed; boundary="b"\nMIME-Version: 1.0\n\n--b\nContent-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\n${wrapped(Buffer.from(text).toString("base64"), 76)}\n--b--\n`,
  "a quoted-printable MIME part": (text) =>
    `--b\nContent-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(text)}\n--b--\n`,
  "a data URI": (text) => `data:application/x-pem-file;base64,${Buffer.from(text).toString("base64")}`,
  "a data URI in percents": (text) => `data:text/plain,${encodeURIComponent(text)}`,
  JSON: (text) => JSON.stringify({ files: [{ path: "/k", content: text }] }),
  "a shell script": (text) => `#!/bin/sh\ncat > /etc/key <<'END'\n${text}\nEND\nsystemctl restart app\n`,
  "an escaped line": (text) => `KEY="${text.replaceAll("\n", "\\n")}"`,
  "CRLF lines": (text) => text.replaceAll("\n", "\r\n"),
  "HTML entities": (text) => text.replaceAll("\n", "&#10;").replaceAll("+", "&#x2B;"),
};
const names = Object.keys(wrappers);

function nested(text: string, path: readonly string[]): string {
  return path.reduce((inner, name) => wrappers[name]?.(inner) ?? inner, text);
}

describe("private keys in texts", () => {
  for (const { privateKey, publicKey } of pairs) {
    for (const form of formsOf(privateKey)) {
      const kind = `${privateKey.asymmetricKeyType ?? ""} key as ${form}`;
      it(`are found with their public half: ${kind}, in PEM and in DER`, () => {
        const texts = [
          pemOf(privateKey, form),
          derOf(privateKey, form).toString("base64"),
          derOf(privateKey, form).toString("base64url"),
          derOf(privateKey, form).toString("hex"),
        ];
        for (const text of texts) {
          const { keys, isComplete } = searchText(text);
          assert.ok(keys.length > 0, text.slice(0, 30));
          assert.ok(keys.every(({ publicHalf }) => publicHalf?.fingerprint === fingerprintOf(publicKey)));
          assert.ok(isComplete);
        }
      });
      for (const name of names) {
        it(`are found in ${name}: ${kind}`, () => {
          assert.ok(searchText(nested(pemOf(privateKey, form), [name])).keys.length > 0);
        });
      }
    }
  }

  it("are found in PEM without a public half where that is no point on the curve", () => {
    const { keys } = searchText(privatePemWithoutPoint);
    assert.ok(keys.length > 0 && keys.every(({ publicHalf }) => publicHalf === undefined));
    // In DER it is a key if this version of node reads it.
    const inDer = searchText(privateKeyWithoutPoint.toString("base64")).keys;
    assert.ok(inDer.every(({ publicHalf }) => publicHalf === undefined));
  });

  it("are found without a public half where another key's is beside them, with which they do not sign", () => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    const { keys } = searchText(withPointOf(publicKey, ec.privateKey).toString("base64"));
    assert.ok(keys.length > 0 && keys.every(({ publicHalf }) => publicHalf === undefined));
  });

  it("are found behind any three encodings, compressions and file formats", () => {
    const one = fc.tuple(
      fc.constantFrom(...pairs),
      fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(one, ([{ privateKey }, path]) => {
        const text = nested(pemOf(privateKey, "pkcs8"), path);
        assert.ok(!small(Buffer.from(text)) || searchText(text).keys.length > 0, path.join(" in "));
      }),
      { numRuns: 400, examples: [[[pairs[0], ["hex, in lines", "cloud-init's write_files", "JSON"]]]] },
    );
  });

  it("are never found in random bytes, certificates, public keys, hashes and pictures, however they are encoded", () => {
    const innocent = fc.oneof(
      fc.uint8Array({ minLength: 32, maxLength: 4000 }).map((bytes) => Buffer.from(bytes).toString("base64")),
      fc.uint8Array({ minLength: 32, maxLength: 2000 }).map((bytes) => Buffer.from(bytes).toString("hex")),
      fc.constantFrom(
        ...pairs.map((pair) => pair.publicKey.export({ type: "spki", format: "pem" }).toString()),
      ),
      fc.json({ maxDepth: 3 }).map((json) => JSON.stringify({ json, digest: fingerprintOf(rsa.publicKey) })),
      fc.string({ maxLength: 500 }),
    );
    fc.assert(
      fc.property(innocent, fc.array(fc.constantFrom(...names), { maxLength: 2 }), (text, path) => {
        const { keys, isComplete } = searchText(nested(text, path));
        assert.deepEqual({ keys, isComplete }, { keys: [], isComplete: true }, path.join(" in "));
      }),
      { numRuns: 600 },
    );
  });

  const { n, e, d, p, q } = rsa.privateKey.export({ format: "jwk" });
  const jwk = rsa.privateKey.export({ format: "jwk" });
  const standard = (value = "") => Buffer.from(value, "base64url").toString("base64");
  const field = (bytes: Buffer) =>
    Buffer.concat([Buffer.from([0, 0, bytes.length >> 8, bytes.length & 255]), bytes]);
  const number = (value = "") => field(Buffer.concat([Buffer.from([0]), Buffer.from(value, "base64url")]));
  const blob = Buffer.concat([
    field(Buffer.from("ssh-rsa")),
    field(Buffer.from(e ?? "", "base64url")),
    number(n),
  ]);
  const openssh = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    ...["none", "none", ""].map((text) => field(Buffer.from(text))),
    Buffer.from([0, 0, 0, 1]),
    field(blob),
    field(randomBytes(300)),
  ]).toString("base64");
  const putty = `PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: app\nPublic-Lines: 6\n${wrapped(blob.toString("base64"))}\nPrivate-Lines: 14\n${wrapped(randomBytes(500).toString("base64"))}\nPrivate-MAC: 00\n`;
  const xml = `<RSAKeyValue><Modulus>${standard(n)}</Modulus><Exponent>AQAB</Exponent><P>${standard(p)}</P><Q>${standard(q)}</Q><D>${standard(d)}</D></RSAKeyValue>`;

  const lines = pemOf(rsa.privateKey, "pkcs8").trim().split("\n");
  const eachIn = (before: string, after: string) =>
    lines.map((line) => `${before}${line}${after}`).join("\n");

  const withPublicHalf: Record<string, string> = {
    "a script that prints the lines of a PEM": eachIn('echo "', '" >> /etc/links/key.pem'),
    "a script that appends the lines of a PEM to a file with a long path": eachIn(
      "echo ",
      " | tee /usr/share/something/with/a/name/as/long/as/a/line/of/base64 > /dev/null",
    ),
    "a script for Windows that adds the lines of a PEM": eachIn(
      "Add-Content -Path C:\\links\\key -Value '",
      "'",
    ),
    "a list of commands in JSON": JSON.stringify({ runcmd: lines.map((line) => `echo ${line} >>key.pem`) }),
    "a JSON Web Key": JSON.stringify(jwk),
    "a JSON Web Key set": JSON.stringify({ keys: [jwk] }),
    "a JSON Web Key in a string of JSON": JSON.stringify({ secret: JSON.stringify(jwk) }),
    "a JSON Web Key in a script": `cat > /jwk <<END\n${JSON.stringify(jwk, null, 2)}\nEND`,
    "an RSAKeyValue in XML": xml,
    "a key of OpenSSH": `-----BEGIN OPENSSH PRIVATE KEY-----\n${wrapped(openssh, 70)}\n-----END OPENSSH PRIVATE KEY-----\n`,
    "a key of OpenSSH without its header": openssh,
    "a key file of PuTTY": putty,
  };
  for (const [what, text] of Object.entries(withPublicHalf)) {
    it(`are found with their public half in ${what}`, () => {
      const fingerprints = searchText(text).keys.map(({ publicHalf }) => publicHalf?.fingerprint);
      assert.ok(fingerprints.includes(fingerprintOf(rsa.publicKey)), JSON.stringify(fingerprints));
      assert.ok(searchText(nested(text, ["gzip", "cloud-init's write_files"])).keys.length > 0);
    });
  }

  const encryptedPem = ec.privateKey
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "of a test" })
    .toString();
  const bag = Buffer.from("060b2a864886f70d010c0a0102", "hex");
  const store = Buffer.concat([Buffer.from("0201033080060900", "hex"), bag, randomBytes(60)]);
  const pkcs12 = Buffer.concat([Buffer.from([0x30, store.length]), store]);
  const javaStore = (tag: number) =>
    Buffer.concat([
      Buffer.from("feedfeed0000000200000001", "hex"),
      Buffer.from([0, 0, 0, tag, 0, 1, 0x61]),
      Buffer.alloc(8),
      Buffer.from([0, 5]),
      Buffer.from("X.509"),
      Buffer.from([0, 0, 0, 60]),
      randomBytes(60),
    ]).toString("base64");
  const unreadable: Record<string, string> = {
    "an encrypted PEM": encryptedPem,
    "an encrypted PEM without its header": encryptedPem.split("\n").slice(1, -2).join("\n"),
    "an encrypted PEM of OpenSSL's older form": `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n${randomBytes(90).toString("base64")}\n-----END RSA PRIVATE KEY-----`,
    "a PEM of which only the beginning is there": "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA",
    "a key store of PKCS #12": pkcs12.toString("base64"),
    "a key store of Java": javaStore(1),
    "a listing by OpenSSL":
      "Private-Key: (2048 bit, 2 primes)\nmodulus:\n    00:c3:\nprivateExponent:\n    00:9a:5b\n",
    "a key blob of Windows": Buffer.concat([
      Buffer.from("0702000000a40000", "hex"),
      Buffer.from("RSA2"),
      randomBytes(90),
    ]).toString("base64"),
  };
  for (const [what, text] of Object.entries(unreadable)) {
    it(`are found without their public half in ${what}`, () => {
      const [key] = searchText(text).keys;
      assert.ok(key, "no key");
      assert.equal(key.publicHalf, undefined);
    });
  }

  const harmless: Record<string, string> = {
    "words about keys":
      "# The PRIVATE KEY stays in KMS; kty, d, p and q are the members of a JSON Web Key that is private",
    "a search for the header of a key":
      "grep -q -- '-----BEGIN PRIVATE KEY-----' /etc/ssl/key.pem || exit 1 # no key, so stop here",
    "a script that prints a placeholder line by line":
      'echo "-----BEGIN PRIVATE KEY-----" > /k\necho "$SECRET" >> /k\necho "-----END PRIVATE KEY-----" >> /k\n',
    "a placeholder": "-----BEGIN PRIVATE KEY-----\n<paste your key here>\n-----END PRIVATE KEY-----\n",
    "a public JSON Web Key": JSON.stringify(rsa.publicKey.export({ format: "jwk" })),
    "a public key of SSH": `ssh-rsa ${blob.toString("base64")} someone@example.com`,
    "a trust store of Java": javaStore(2),
    "a picture": Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), randomBytes(3000)]).toString(
      "base64",
    ),
    "a large JSON document": JSON.stringify(
      Array.from({ length: 5000 }, (_, id) => ({ id, sha: fingerprintOf(rsa.publicKey) })),
    ),
  };
  for (const [what, text] of Object.entries(harmless)) {
    it(`are not found in ${what}`, () => assert.deepEqual(searchText(text), { keys: [], isComplete: true }));
  }

  it("are not missed silently: what is encoded too many times, or too large, is reported as incomplete", () => {
    const deep = nested(
      pemOf(ec.privateKey, "pkcs8"),
      Array.from({ length: 16 }, () => "gzip"),
    );
    assert.deepEqual(searchText(deep), { keys: [], isComplete: false });
    const bomb = gzipSync(Buffer.alloc(20_000_000)).toString("base64");
    assert.deepEqual(searchText(bomb), { keys: [], isComplete: false });
  });

  it("are searched in texts that make careless expressions slow", () => {
    const texts = [
      "A".repeat(2_000_000),
      "ab:".repeat(500_000),
      "1, ".repeat(500_000),
      "-----BEGIN ".repeat(100_000),
      "-----BEGIN PRIVATE KEY-----\n<MIIE>".repeat(50_000),
      "\\".repeat(1_000_000),
      "kty{".repeat(20_000),
      "=3D=\n".repeat(200_000),
    ];
    for (const text of texts) {
      assert.deepEqual(searchText(text).keys, []);
    }
  }).timeout(60_000);
});
