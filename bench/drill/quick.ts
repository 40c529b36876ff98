/** The short form: one stack, one row of each drill that has viewers, one of each kind of failure. */
import { checked, rotations, strike } from "./failure";
import { activate } from "./keyRotation";
import { takeUp, wounds } from "./recovery";
import { change } from "./replacement";
import { rotateAfterFailure } from "./rotation";
import type { Stand } from "./stand";
import type { Row } from "./tally";
import { appSigner, asksSignedNow } from "./viewers";

/** Requests a second: what two cores serve beside an engine that runs. */
const rate = 100;

/** A first deployment that is killed, then fails, then succeeds. */
async function firstDeployment(stand: Stand): Promise<Row> {
  await strike(stand, { kind: "killed", step: 40 });
  await takeUp(stand);
  await strike(stand, { kind: "failed", fault: { type: "*", operation: "create", skip: 20 } });
  await stand.up();
  const open = [...stand.exposed].map((way) => `a way in stood open: ${way}`);
  return checked("first deployment killed at step 40, then failed", [...wounds(stand), ...open]);
}

/**
 * Runs it.
 *
 * @param stand - open, with nothing in it; the stack and its viewers are left there
 */
export async function quickDrill(stand: Stand, report: (row: Row) => void = () => undefined): Promise<Row[]> {
  const rows: Row[] = [];
  const add = (row: Row): void => {
    rows.push(row);
    report(row);
  };
  stand.set({
    signingKeys: [
      { id: "dev-1", state: "active" },
      { id: "dev-2", state: "announced" },
    ],
  });
  add(await firstDeployment(stand));
  stand.disturb([]);
  const viewers = await asksSignedNow((await appSigner(stand)).signer, "dev-1");
  await stand.admitViewers(rate, viewers);
  add(await rotateAfterFailure(stand, 2));
  for await (const row of rotations(stand, 3, [{ kind: "killed", step: 3 }])) {
    add(row);
  }
  add(await activate(stand, "dev-1", "dev-2", viewers));
  const settings = {
    instanceType: "t4g.small",
    minInstances: 2,
    originDomainName: "alb.members.dev.example.com",
  };
  add(await change(stand, "new instance type, scaled out, origin under another name", settings));
  return rows;
}
