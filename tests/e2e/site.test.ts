/** Members site, edge and inspector of the dev stack in a real browser, as `npm start` serves them. */

import { BrowserEnvironment } from "./environment";
import { inspector } from "./flows/inspector";
import { notEntitled } from "./flows/notEntitled";
import { premiumMember } from "./flows/premiumMember";
import { prove } from "./flows/prove";
import { twoHosts } from "./flows/twoHosts";

describe("the site in a browser", function () {
  this.timeout(240_000);
  let running: BrowserEnvironment;
  before(async () => {
    running = await BrowserEnvironment.start();
  });
  after(() => running.close());
  afterEach(() => running.expectNoErrors());

  const environment = (): BrowserEnvironment => running;
  premiumMember(environment);
  notEntitled(environment);
  twoHosts(environment);
  // Shows the requests of the other flows.
  inspector(environment);
  prove(environment);
});
