import assert from "node:assert/strict";
import { arrivalProblem } from "../../local/loopback";

describe("a request to a server on the loopback address", () => {
  it("goes on under each of this machine's own names, also where a port is forwarded", () => {
    for (const host of ["localhost", "localhost:8090", "127.0.0.1:1", "[::1]:65535", "LOCALHOST:1"]) {
      assert.equal(arrivalProblem({ host }, "none"), undefined, host);
      assert.equal(arrivalProblem({ host, origin: `http://${host}` }, "own"), undefined, host);
    }
  });

  it("is refused under any other name, and under none", () => {
    const other = [
      "evil.example",
      "localhost.evil.example:1",
      "evil.example:1@localhost",
      "127.0.0.1.evil",
      "10.0.0.1",
      "",
    ];
    for (const host of [...other, undefined]) {
      assert.deepEqual(
        arrivalProblem(host === undefined ? {} : { host }, "own"),
        {
          status: 421,
          text: "Host must be localhost, 127.0.0.1 or [::1]: this server is for this machine only",
        },
        host,
      );
    }
  });

  it("is refused to pages of other sites, of another port and of no site", () => {
    for (const origin of ["https://evil.example", "http://localhost:2", "https://localhost:1", "null", ""]) {
      assert.deepEqual(
        arrivalProblem({ host: "localhost:1", origin }, "own"),
        {
          status: 403,
          text: "Origin must be this server's own: requests of other sites' pages are refused",
        },
        origin,
      );
    }
  });

  it("is refused to all pages where programs alone are served", () => {
    const refused = {
      status: 403,
      text: "requests of web pages are refused: this server is for programs only",
    };
    const host = "127.0.0.1:1";
    assert.deepEqual(arrivalProblem({ host, origin: `http://${host}` }, "none"), refused);
    assert.deepEqual(arrivalProblem({ host, "sec-fetch-site": "none" }, "none"), refused);
  });
});
