import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { watchHistory } from "../../../local/run/watchHistory";

describe("the history of the local cloud, as it grows", () => {
  it("is told line by line, without what was not written to its end", async () => {
    const dir = mkdtempSync(join(tmpdir(), "secure-origin-follow-"));
    const file = join(dir, "history.jsonl");
    const line = (id: string): string =>
      `${JSON.stringify({ time: "2026-01-02T03:04:05Z", operation: "create", type: "t", id, outcome: "done" })}\n`;
    writeFileSync(file, line("before"));
    const told: string[] = [];
    const stop = watchHistory(dir, (text) => told.push(text));
    // The file is looked at by a timer that keeps no process alive.
    try {
      appendFileSync(file, `${line("one")}{"time":"2026${line("torn")}${line("two")}`);
      for (let tries = 0; told.length < 2 && tries < 600; tries += 1) {
        await sleep(100);
      }
      assert.deepEqual(told, ["  03:04:05  create  t  one", "  03:04:05  create  t  two"]);
    } finally {
      stop();
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
