// A minimal HTTPS server on both ports. The load balancer encrypts to it and does not verify its certificate, so each task
// makes one when it starts.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "tls-"));
const [key, cert] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
const request = ["req", "-x509", ...curve, "-days", "825", "-subj", "/CN=members"];
execFileSync("openssl", [...request, "-keyout", key, "-out", cert], { stdio: "pipe" });
const tls = { key: readFileSync(key), cert: readFileSync(cert), minVersion: "TLSv1.2" };

/** Matches what two servers may read as different paths: a signature for one path must never fetch another. */
const ambiguous = /%2f|%5c|%00|%25|\\|\/\/|;|(^|\/)(\.|%2e){1,2}(\/|$)/i;

for (const [tier, port] of Object.entries({ public: "PUBLIC_PORT", signed: "SIGNED_PORT" })) {
  const server = createServer(tls, ({ url }, response) => {
    const [path] = url.split("?");
    const status = ambiguous.test(path) ? 400 : 200;
    const body = status === 400 ? "Bad request" : path === "/healthz" ? "ok" : `This is the ${tier} tier.`;
    response.writeHead(status, { "content-type": "text/plain" }).end(`${body}\n`);
  });
  server.listen(Number(process.env[port]));
}
// A container's first process ignores this signal unless it has a handler.
process.on("SIGTERM", () => process.exit());
