/** The quick run: one stack, one row of each scenario under load, and two updates with six faults each. */
import type { TestEnvironment } from "./environment";
import { appSigner, signedRequests } from "./load/signedRequests";
import {
  type InjectedFault,
  repeatWithFaults,
  rotationWithFaults,
  rowWithoutLoad,
} from "./scenarios/failedUpdates";
import { rotateAfterFailure } from "./scenarios/headerRotation";
import { activate } from "./scenarios/keyRotation";
import { change } from "./scenarios/replacement";
import type { Row } from "./tally";

/** Requests per second: a refusal lasts a second at least, and two cores serve them while the engine runs. */
const rate = 50;

const killed = (step: number): InjectedFault => ({ kind: "killed", step });
const failed = (operation: "create" | "update" | "delete", skip = 0): InjectedFault => ({
  kind: "failed",
  fault: { type: "*", operation, skip },
});

/** Six faults in a first deployment; steps are counted from the fault before. */
const firstFaults = [
  killed(1),
  failed("create", 20),
  killed(20),
  failed("create", 20),
  killed(20),
  failed("create", 10),
];

/** Six faults in a rotation: while the new values are created, while the edge is updated, while the old ones are deleted. */
const rotationFaults = [
  killed(1),
  failed("create"),
  killed(2),
  failed("update"),
  killed(1),
  failed("delete", 1),
];

/**
 * Runs the quick scenarios.
 *
 * @param environment - opened and empty; the stack and its load are left running
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
  add(rowWithoutLoad("first deployment with six faults", await repeatWithFaults(environment, firstFaults)));
  const viewers = await signedRequests((await appSigner(environment)).signer, "dev-1");
  await environment.startLoad(rate, viewers);
  add(await rotateAfterFailure(environment, 2));
  add(await rotationWithFaults(environment, 4, "rotation with six faults", rotationFaults));
  add(await activate(environment, "dev-1", "dev-2", viewers));
  const settings = {
    instanceType: "t4g.small",
    minInstances: 2,
    originDomainNames: {
      public: "alb-public.members.dev.example.com",
      signed: "alb-signed.members.dev.example.com",
    },
  };
  add(await change(environment, "new instance type, scaled out, origin under another name", settings));
  return rows;
}
