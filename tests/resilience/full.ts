/** The long form: every drill, with the figures that are asked of them. */

import { TestEnvironment } from "./environment";
import { firstDeployments, type InjectedFault, rotations } from "./failure";
import { rotateKeys } from "./keyRotation";
import { replaceAll } from "./replacement";
import { rotate, rotateAfterFailure } from "./rotation";
import type { Row } from "./tally";
import { appSigner, asksSignedNow } from "./viewers";

/** Requests a second. */
const rate = 400;

/** What a rotation of the header has to be measured with. */
const least = { requests: 50_000, inWindow: 2_000 };

/** How the long form is run. */
export interface FullOptions {
  /** Strikes every operation of a first deployment and of a rotation, not twelve of them. */
  readonly everyStep: boolean;
}

/** How many operations of a first deployment and of a rotation are struck, each by a kill and by a failure. */
const chosen = 6;

/** So many of so many, from the first to the last. */
const spread = (few: number, many: number): number[] =>
  Array.from({ length: few }, (_, index) => 1 + Math.floor((index * (many - 1)) / (few - 1)));

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Operations by kind, in the order in which a rotation does them. */
const rotationOrder = ["create", "create", "create", "create", "update", "delete", "delete"] as const;

function failedRotation(step: number): InjectedFault {
  const operation = rotationOrder[step - 1] ?? "delete";
  const skip = rotationOrder.slice(0, step - 1).filter((one) => one === operation).length;
  return { kind: "failed", fault: { type: "*", operation, skip } };
}

/** Runs it. Rows are reported as they come. */
export async function fullRun(options: FullOptions, report: (row: Row) => void): Promise<Row[]> {
  const rows: Row[] = [];
  const add = (row: Row): void => {
    rows.push(row);
    report(row);
  };
  const addAll = async (made: AsyncIterable<Row>): Promise<void> => {
    for await (const row of made) {
      add(row);
    }
  };
  const environment = new TestEnvironment();
  try {
    await environment.open();
    await environment.up();
    const operations = environment.history().length;
    await environment.admitViewers(rate, await asksSignedNow((await appSigner(environment)).signer, "dev-1"));
    add(await enough(environment, await rotate(environment, 2)));
    add(await rotateAfterFailure(environment, 3));
    const steps = options.everyStep ? upTo(rotationOrder.length) : upTo(chosen);
    const kills = steps.map((step): InjectedFault => ({ kind: "killed", step }));
    await addAll(rotations(environment, 4, [...kills, ...steps.map(failedRotation)]));
    await addAll(rotateKeys(environment));
    await addAll(replaceAll(environment, rate));
    const first = options.everyStep ? upTo(operations) : spread(chosen, operations);
    const faults = first.flatMap((step): InjectedFault[] => [
      { kind: "killed", step },
      { kind: "failed", fault: { type: "*", operation: "create", skip: step - 1 } },
    ]);
    await addAll(firstDeployments(faults));
  } finally {
    await environment.close();
  }
  return rows;
}

/** Waits, under load, until a row has as many requests as it is measured by. */
async function enough(environment: TestEnvironment, row: Row): Promise<Row> {
  const seconds = Math.max(0, (least.requests - row.requests) / rate);
  const more = await environment.under(
    "afterwards",
    () => new Promise((resolve) => setTimeout(resolve, 1_000 * seconds)),
  );
  const requests = row.requests + more.requests;
  const short = [
    ...(requests < least.requests ? [`only ${requests} requests; ${least.requests} are needed`] : []),
    ...(row.inWindow < least.inWindow
      ? [`only ${row.inWindow} in the window; ${least.inWindow} are needed`]
      : []),
  ];
  return {
    ...row,
    requests,
    refused: row.refused + more.refused,
    longestGap: Math.max(row.longestGap, more.longestGap),
    failures: [...row.failures, ...more.failures, ...short],
  };
}
