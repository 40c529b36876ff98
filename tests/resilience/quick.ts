/** The short form: one stack, one row of each drill that has viewers, and two updates that are failing six times each. */

import type { TestEnvironment } from "./environment";
import { checked, failInARow, type InjectedFault, rotationWithFaults } from "./failure";
import { activate } from "./keyRotation";
import { change } from "./replacement";
import { rotateAfterFailure } from "./rotation";
import type { Row } from "./tally";
import { appSigner, asksSignedNow } from "./viewers";

/** Requests a second: what two cores serve beside an engine that runs. */
const rate = 100;

const killed = (step: number): InjectedFault => ({ kind: "killed", step });
const failed = (operation: "create" | "update" | "delete", skip = 0): InjectedFault => ({
  kind: "failed",
  fault: { type: "*", operation, skip },
});

/** Six moments of a first deployment, from its first resource on; each is counted from the one before. */
const firstFaults = [
  killed(1),
  failed("create", 20),
  killed(20),
  failed("create", 20),
  killed(20),
  failed("create", 10),
];

/** Six moments of a rotation: while the new values are made, while the edge is told of them, while the old ones go. */
const rotationFaults = [
  killed(1),
  failed("create"),
  killed(2),
  failed("update"),
  killed(1),
  failed("delete", 1),
];

/**
 * Runs it.
 *
 * @param stand - open, with nothing in it; the stack and its viewers are left there
 */
export async function quickRun(
  environment: TestEnvironment,
  report: (row: Row) => void = () => undefined,
): Promise<Row[]> {
  const rows: Row[] = [];
  const add = (row: Row): void => {
    rows.push(row);
    report(row);
  };
  environment.set({
    signingKeys: [
      { id: "dev-1", state: "active" },
      { id: "dev-2", state: "announced" },
    ],
  });
  add(checked("first deployment, failing six times", await failInARow(environment, firstFaults)));
  const viewers = await asksSignedNow((await appSigner(environment)).signer, "dev-1");
  await environment.admitViewers(rate, viewers);
  add(await rotateAfterFailure(environment, 2));
  add(await rotationWithFaults(environment, 4, "rotation, failing six times", rotationFaults));
  add(await activate(environment, "dev-1", "dev-2", viewers));
  const settings = {
    instanceType: "t4g.small",
    minInstances: 2,
    originDomainName: "alb.members.dev.example.com",
  };
  add(await change(environment, "new instance type, scaled out, origin under another name", settings));
  return rows;
}
