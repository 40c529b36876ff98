import assert from "node:assert/strict";
import { pino } from "pino";
import { AuditLog } from "../../../app/access/auditLog";

describe("audit log", () => {
  it("is written at any log level, with a pseudonym if the person is known", async () => {
    const lines: string[] = [];
    const log = pino(
      { level: "error", base: undefined, timestamp: false },
      { write: (line) => lines.push(line) },
    );
    const audit = new AuditLog(log, { of: (person) => Promise.resolve(`<${person.length}>`) });
    await audit.write("signed in", "anna", { grants: ["studio"] });
    await audit.write("signed out", undefined);
    log.info("not at this level");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as unknown),
      [
        { level: 30, audit: true, who: "<4>", grants: ["studio"], msg: "signed in" },
        { level: 30, audit: true, msg: "signed out" },
      ],
    );
  });
});
