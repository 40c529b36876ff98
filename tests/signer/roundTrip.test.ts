/** What is signed verifies, and nothing beside it does. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  attach,
  createLocalSigner,
  type Distribution,
  epochSeconds,
  explain,
  type HashAlgorithm,
  loadDistribution,
  pemKey,
  requestFromUrl,
  type SignedCookies,
} from "../../signer";
import { ec, rsa, type TestKey } from "./support/keys";

const runs = 60;
const NOW = 1767290000;
const host = "members.example.com";
const distribution: Distribution = loadDistribution({
  domainNames: [host],
  behaviors: [{ pathPattern: "*", trustedKeys: { [rsa.id]: rsa.publicPem, [ec.id]: ec.publicPem } }],
});

const keys = { rsa: pemKey(rsa.privateKey), ec: pemKey(ec.privateKey) };
const signers = (["sha1", "sha256"] as const).flatMap((hash: HashAlgorithm) =>
  [rsa, ec].map((key: TestKey) =>
    createLocalSigner({
      key: key === rsa ? keys.rsa : keys.ec,
      keyPairId: key.id,
      hash,
      clock: () => epochSeconds(NOW),
    }),
  ),
);

const letter = fc.constantFrom(..."abcXYZ019-._~!$&()+,;=:@".split(""), "%20", "%C3%A9", "%2F", "'");
const segment = fc.array(letter, { minLength: 1, maxLength: 8 }).map((parts) => `s${parts.join("")}`);
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join("/")}`);
const word = fc.array(fc.constantFrom(..."abc019-._~!$()+,;:@/".split(""), "%20", "%27"), { maxLength: 6 });
const parameter = fc.tuple(word, word).map(([name, value]) => `p${name.join("")}=${value.join("")}`);
const search = fc
  .array(parameter, { maxLength: 3 })
  .map((all) => (all.length === 0 ? "" : `?${all.join("&")}`));
const url = fc.tuple(path, search).map(([p, q]) => `https://${host}${p}${q}`);
const signer = fc.constantFrom(...signers);
const life = fc.integer({ min: 3, max: 604_800 });

function outcome(text: string, given: { cookie?: string; now?: number; ip?: string } = {}): string {
  const request = requestFromUrl(text, given.cookie === undefined ? {} : { cookie: given.cookie });
  return request
    ? explain(request, distribution, given.now ?? NOW, given.ip ?? "192.0.2.10").outcome
    : "deny";
}

function cookieHeader({ values }: SignedCookies): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
}

/** Changes one bit of one character, where the result still is a character of a URL and another URL. */
function flip(text: string, at: number, bit: number): string {
  const changed = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit));
  return text.slice(0, at) + changed + text.slice(at + 1);
}

describe("round trip", () => {
  it("allows every URL that was signed, canned or custom", () => {
    fc.assert(
      fc.property(signer, url, life, fc.boolean(), (s, u, seconds, locked) => {
        const grant = { url: u, expires: epochSeconds(NOW + seconds) };
        const signed = s.signUrl(locked ? { ...grant, ip: "192.0.2.0/24" } : grant);
        assert.equal(outcome(signed), "allow", signed);
        assert.ok(signed.startsWith(u));
      }),
      { numRuns: runs * 4 },
    );
  });

  it("allows none whose URL has one bit changed", () => {
    fc.assert(
      fc.property(
        signer,
        url,
        fc.boolean(),
        fc.nat(),
        fc.integer({ min: 0, max: 6 }),
        (s, u, locked, place, bit) => {
          const grant = { url: u, expires: epochSeconds(NOW + 600) };
          const signed = s.signUrl(locked ? { ...grant, ip: "192.0.2.0/24" } : grant);
          // The scheme is not sent as text: its letters say the same in either case.
          const from = "https://".length;
          const changed = flip(signed, from + (place % (signed.length - from)), bit);
          // A # cuts the rest off before it is sent: what is left is another request.
          assert.notEqual(outcome(changed), "allow", `${signed}\n${changed}`);
        },
      ),
      { numRuns: runs * 10 },
    );
  });

  it("allows none with one byte replaced, removed or added in the signature parameters", () => {
    const byte = fc.constantFrom(..."AZaz09-_~+/=%".split(""));
    fc.assert(
      fc.property(signer, url, fc.nat(), byte, fc.integer({ min: 0, max: 2 }), (s, u, place, other, kind) => {
        const signed = s.signUrl({ url: u, expires: epochSeconds(NOW + 600) });
        const from = u.length + 1 + (place % (signed.length - u.length - 1));
        const skip = kind === 0 ? 0 : 1;
        const changed = signed.slice(0, from) + (kind === 2 ? "" : other) + signed.slice(from + skip);
        // Padding may be left off: the bytes that it carries are the same.
        if (changed.replaceAll("_", "") !== signed.replaceAll("_", "")) {
          assert.notEqual(outcome(changed), "allow", `${signed}\n${changed}`);
        }
      }),
      { numRuns: runs * 10 },
    );
  });

  it("holds from the second after the start to the second before the end", () => {
    fc.assert(
      fc.property(
        signer,
        url,
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 2, max: 1000 }),
        (s, u, a, b) => {
          const starts = NOW + a;
          const expires = starts + b;
          const signed = s.signUrl({ url: u, starts: epochSeconds(starts), expires: epochSeconds(expires) });
          const at = (now: number): string => outcome(signed, { now });
          assert.deepEqual(
            [at(starts), at(starts + 1), at(expires - 1), at(expires)],
            ["deny", "allow", "allow", "deny"],
          );
        },
      ),
      { numRuns: runs },
    );
  });

  it("holds for the addresses of its block and for no other", () => {
    const octet = fc.nat(255);
    fc.assert(
      fc.property(
        signer,
        fc.tuple(octet, octet, octet, octet),
        fc.integer({ min: 1, max: 32 }),
        (s, octets, mask) => {
          const size = 2 ** (32 - mask);
          const value = octets.reduce((sum, part) => sum * 256 + part, 0);
          const first = value - (value % size);
          const text = (n: number): string => [24, 16, 8, 0].map((shift) => (n >>> shift) & 255).join(".");
          const u = `https://${host}/a`;
          const signed = s.signUrl({ url: u, expires: epochSeconds(NOW + 60), ip: `${text(first)}/${mask}` });
          const from = (n: number): string => outcome(signed, { ip: text(n) });
          assert.deepEqual([from(first), from(first + size - 1)], ["allow", "allow"]);
          assert.equal(from((first + size) % 2 ** 32), "deny");
          assert.equal(from((first + 2 ** 32 - 1) % 2 ** 32), "deny");
          assert.equal(outcome(signed, { ip: "2001:db8::1" }), "deny");
        },
      ),
      { numRuns: runs },
    );
  });

  it("holds for another path, host, scheme or parameter never", () => {
    fc.assert(
      fc.property(signer, url, fc.boolean(), (s, u, locked) => {
        const grant = { url: u, expires: epochSeconds(NOW + 60) };
        const query = s.signUrl(locked ? { ...grant, ip: "192.0.2.10" } : grant).slice(u.length + 1);
        const [place = "", search = ""] = u.split("?");
        const others = [
          `${place}x?${search}`,
          `${place}/?${search}`,
          `${place}?${search}&z=1`,
          `${place}?z=1&${search}`,
          u.replace("https:", "http:"),
          u.replace(host, `x.${host}`),
        ];
        for (const other of others) {
          const joined = `${other}${other.includes("?") ? "&" : "?"}${query}`;
          assert.notEqual(outcome(joined), "allow", joined);
        }
      }),
      { numRuns: runs },
    );
  });

  it("attaches one policy to every URL under its pattern, and to none beside it", () => {
    fc.assert(
      fc.property(signer, path, search, (s, p, q) => {
        const policy = s.signPolicy({
          resource: `https://${host}/premium/*`,
          expires: epochSeconds(NOW + 60),
        });
        assert.equal(outcome(attach(policy, `https://${host}/premium${p}${q}`)), "allow");
        assert.throws(() => attach(policy, `https://${host}/other${p}${q}`), { code: "ERR_URL_NOT_COVERED" });
        const elsewhere = `https://${host}/other${p}${q}${q === "" ? "?" : "&"}${policy.query}`;
        assert.equal(outcome(elsewhere), "deny");
      }),
      { numRuns: runs },
    );
  });

  it("opens a folder with cookies, and nothing beside it", () => {
    fc.assert(
      fc.property(signer, path, search, (s, p, q) => {
        const expires = epochSeconds(NOW + 60);
        const cookie = cookieHeader(s.signCookies({ resource: `https://${host}/premium/*`, expires }));
        assert.equal(outcome(`https://${host}/premium${p}${q}`, { cookie }), "allow");
        assert.equal(outcome(`https://${host}/other${p}${q}`, { cookie }), "deny");
        const one = cookieHeader(s.signCookies({ resource: `https://${host}/a${p}`, expires }));
        assert.equal(outcome(`https://${host}/a${p}`, { cookie: one }), "allow");
        assert.equal(outcome(`https://${host}/a${p}x`, { cookie: one }), "deny");
      }),
      { numRuns: runs },
    );
  });
});
