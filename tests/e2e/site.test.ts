/** The whole flow in a real browser: members site, edge and inspector on the dev stack, as `npm start` serves them. */
import { inspector } from "./flows/inspector";
import { premiumMember } from "./flows/premiumMember";
import { prove } from "./flows/prove";
import { twoHosts } from "./flows/twoHosts";
import { withoutTheRight } from "./flows/withoutTheRight";
import { Stage } from "./stage";

describe("the site in a browser", function () {
  this.timeout(240_000);
  let running: Stage;
  before(async () => {
    running = await Stage.start();
  });
  after(() => running.close());
  afterEach(() => running.noComplaints());

  const stage = (): Stage => running;
  premiumMember(stage);
  withoutTheRight(stage);
  twoHosts(stage);
  // Looks at what the others have left behind.
  inspector(stage);
  prove(stage);
});
