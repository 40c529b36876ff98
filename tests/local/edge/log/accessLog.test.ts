import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { AccessLog } from "../../../../local/edge/log/accessLog";
import type { RequestRecord } from "../../../../local/edge/log/record";

/** The record of a request, numbered by its path. */
function record(count: number, userAgent: string): RequestRecord {
  return {
    ...{
      id: `id-${count}`,
      at: 1_800_000_000_000,
      method: "GET",
      scheme: "https",
      host: "members.example.com",
    },
    ...{ path: `/${count}`, query: "name=value", address: "192.0.2.1", country: undefined, port: 50_000 },
    ...{
      userAgent,
      referer: "",
      forwardedFor: "",
      httpVersion: "1.1",
      tls: "TLSv1.3:TLS_AES_128_GCM_SHA256",
    },
    ...{ received: 0, sent: 1234, firstByte: 5, taken: 7, contentType: "text/html", contentLength: "10" },
    ...{ contentRange: "", status: 200, result: "Miss", verdict: undefined, behavior: undefined },
    ...{ keyId: undefined, ended: { hop: "instance", detail: "i-1" }, errorPage: undefined },
  };
}

describe("the access log of the local edge", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "access-log-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const pathsIn = (file: string): string[] =>
    readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as Record<string, string>)["cs-uri-stem"] ?? "");

  it("has every request in order when it is closed at once, and is its owner's alone", async () => {
    const file = join(folder, "logs", "access.log");
    const log = new AccessLog(file);
    for (let count = 0; count < 100; count += 1) {
      log.write(record(count, 'a "quoted"\nagent'));
    }
    await log.close();
    assert.deepEqual(
      pathsIn(file),
      Array.from({ length: 100 }, (_none, count) => `/${count}`),
    );
    assert.equal(statSync(file).mode & 0o077, 0);
  });

  it("has a request soon after it was answered, while the edge goes on", async () => {
    const file = join(folder, "access.log");
    const log = new AccessLog(file);
    log.write(record(1, "agent"));
    while (!existsSync(file) || !readFileSync(file, "utf8").endsWith("\n")) {
      await setTimeout(10);
    }
    assert.deepEqual(pathsIn(file), ["/1"]);
    await log.close();
  });

  it("moves aside a log of 16 MiB, and loses no line", async () => {
    const file = join(folder, "access.log");
    const log = new AccessLog(file);
    while (!existsSync(file)) {
      await setTimeout(10);
    }
    const count = 10_000;
    for (let index = 0; index < count; index += 1) {
      log.write(record(index, "a".repeat(2000)));
    }
    await log.close();
    const written = [...pathsIn(`${file}.1`), ...pathsIn(file)];
    assert.deepEqual(
      written,
      Array.from({ length: count }, (_none, index) => `/${index}`),
    );
  });
});
