/** Tests of the package without Pulumi and AWS clients, for programs that only sign. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { Consumer, type Tarball } from "./consumer";

/** The largest size of an install without peers, in kilobytes on disk. */
const LARGEST = 13 * 1024;

/** Tests an install of the tarball alone. */
export function signerTests(tarball: () => Tarball): void {
  let consumer: Consumer;
  let output: string;
  before(() => {
    consumer = new Consumer(tarball().home);
    output = consumer.install(tarball().file);
  });
  after(() => consumer.remove());

  it("installs without a warning", () => assert.doesNotMatch(output, /warn/i));

  it("takes up at most 13 MB", () => {
    const [size = ""] = execFileSync("du", ["-sk", "node_modules"], {
      cwd: consumer.folder,
      encoding: "utf8",
    }).split("\t");
    assert.ok(Number(size) <= LARGEST, `${size} kB`);
  });

  it("loads the AWS signer and its dependencies, and no other package", () => {
    const program = `
      require("secure-origin/signer");
      const names = Object.keys(require.cache).map((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)[1]);
      console.log([...new Set(names)].sort().join(" "));`;
    const { code, stdout, stderr } = consumer.run(process.execPath, "-e", program);
    assert.equal(code, 0, stderr);
    const foreign = stdout
      .trim()
      .split(" ")
      .filter((name) => !/^(secure-origin|@aws-sdk\/cloudfront-signer|@smithy\/(core|types))$/.test(name));
    assert.deepEqual(foreign, []);
  });

  it("signs and explains a URL", () => {
    const program = `
      const { generateKeyPairSync } = require("node:crypto");
      const { createLocalSigner, epochSeconds, explain, now, pemKey, readDistribution } = require("secure-origin/signer");
      const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const signer = createLocalSigner({ key: pemKey(privateKey), keyPairId: "K2JCJMDEHXQW5F" });
      const url = new URL(signer.signUrl({ url: "https://a.example.com/b", expires: epochSeconds(now() + 60) }));
      const distribution = readDistribution({
        domainNames: [],
        behaviors: [
          { pathPattern: "/b", trustedKeys: { K2JCJMDEHXQW5F: publicKey.export({ type: "spki", format: "pem" }) } },
          { pathPattern: "*" },
        ],
      });
      const request = { method: "GET", scheme: "https", host: url.host, target: url.pathname + url.search };
      console.log(explain(request, distribution, now(), "192.0.2.1").outcome);`;
    const { stdout, stderr } = consumer.run(process.execPath, "-e", program);
    assert.deepEqual([stdout.trim(), stderr], ["allow", ""]);
  });
}
