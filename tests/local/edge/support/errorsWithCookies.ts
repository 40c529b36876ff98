/** Errors of a careless application, as a suite of the hostile requests, which share one dev stack. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AccountFile } from "../../../../local/cloud";
import type { RunningEdge } from "../../../../local/edge";
import { DevSite } from "./devSite";
import { get, keptErrors } from "./hostileRows";
import { AccountFolder } from "./plainAccount";
import { type RawAnswer, send } from "./raw";
import { strict } from "./strictApp";

/** Tests that errors with a viewer's cookie are not cached for others. */
export function testErrorsWithCookies(devSite: () => DevSite): void {
  describe("errors that an application answers with a cookie of one viewer's", () => {
    let site: DevSite;
    let careless: AccountFolder;
    let carelessEdge: RunningEdge;
    before(async () => {
      site = devSite();
      const file = JSON.parse(
        readFileSync(join(site.stack.folder.cloud, "account.json"), "utf8"),
      ) as AccountFile;
      for (const { outputs } of file.resources) {
        Reflect.deleteProperty(outputs, "customErrorResponses");
      }
      careless = new AccountFolder();
      careless.write(file);
      carelessEdge = await DevSite.edgeOn(site.stack, site.app, { cloudDir: careless.dir });
    });
    after(async () => {
      await carelessEdge.close();
      careless.remove();
    });
    afterEach(() => {
      site.app.answer = strict;
    });

    /** What the second of two viewers gets at one address of a dynamic path, and how often the application was asked. */
    const second = async (
      edge: RunningEdge,
      status: number,
    ): Promise<{ answer: RawAnswer; asked: number }> => {
      site.app.seen.length = 0;
      site.app.answer = (_seen, response) =>
        response
          .writeHead(status, { "set-cookie": `session=of-${status}`, "cache-control": "no-store" })
          .end("no");
      await send(edge.httpsUrl, get(`/answers-${status}`, "Cookie: session=first"));
      site.app.answer = (_seen, response) => response.writeHead(200).end("fine");
      const answer = await send(edge.httpsUrl, get(`/answers-${status}`));
      return { answer, asked: site.app.seen.length };
    };

    for (const status of keptErrors.filter((one) => one !== 410)) {
      it(`are nobody else's, though ${status} may be kept for ten seconds whatever the application says`, async () => {
        const { answer, asked } = await second(site.edge, status);
        assert.deepEqual([answer.status, asked, answer.headers["set-cookie"]], [200, 2, undefined]);
      });

      it(`would be others' without the distribution's own word on ${status}`, async () => {
        const { answer, asked } = await second(carelessEdge, status);
        assert.deepEqual(
          [answer.status, asked, answer.headers["set-cookie"]],
          [status, 1, `session=of-${status}`],
        );
        assert.match(answer.headers["age"] ?? "", /^\d+$/);
      });
    }
  });
}
