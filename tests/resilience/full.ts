/** The full run: every scenario, with enough requests to measure it. */
import { TestEnvironment } from "./environment";
import { appSigner, signedRequests } from "./load/signedRequests";
import { firstDeployments, type InjectedFault, rotations } from "./scenarios/failedUpdates";
import { rotate, rotateAfterFailure } from "./scenarios/headerRotation";
import { rotateKeys } from "./scenarios/keyRotation";
import { replaceAll } from "./scenarios/replacement";
import type { Row } from "./tally";

/** Requests per second. */
const rate = 400;

/** How many requests a rotation of the header is measured with, at least. */
const least = { requests: 50_000, inWindow: 2_000 };

/** Options of the full run. */
export interface FullOptions {
  /** Faults at every operation of a first deployment and of a rotation, not at six of them. */
  readonly everyStep: boolean;
}

/** At how many operations of a first deployment and of a rotation a fault is injected, a kill and a failure at each. */
const chosen = 6;

/** Picks a few steps of many, evenly from the first to the last. */
const spread = (few: number, many: number): number[] =>
  Array.from({ length: few }, (_, index) => 1 + Math.floor((index * (many - 1)) / (few - 1)));

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** The operations of a rotation, in order. */
const rotationOrder = ["create", "create", "create", "create", "update", "delete", "delete"] as const;

function failedRotation(step: number): InjectedFault {
  const operation = rotationOrder[step - 1] ?? "delete";
  const skip = rotationOrder.slice(0, step - 1).filter((one) => one === operation).length;
  return { kind: "failed", fault: { type: "*", operation, skip } };
}

/** Runs every scenario, and reports each row as it is measured. */
export async function fullRun(options: FullOptions, report: (row: Row) => void): Promise<Row[]> {
  const rows: Row[] = [];
  const add = (row: Row): void => {
    rows.push(row);
    report(row);
  };
  const addAll = async (measured: AsyncIterable<Row>): Promise<void> => {
    for await (const row of measured) {
      add(row);
    }
  };
  const environment = new TestEnvironment();
  try {
    await environment.open();
    await environment.up();
    const operations = environment.history().length;
    await environment.startLoad(rate, await signedRequests((await appSigner(environment)).signer, "dev-1"));
    add(await withEnoughRequests(environment, await rotate(environment, 2)));
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

/** Adds requests to a row, under load, until there are enough. */
async function withEnoughRequests(environment: TestEnvironment, row: Row): Promise<Row> {
  const seconds = Math.max(0, (least.requests - row.requests) / rate);
  const more = await environment.underLoad(
    "afterwards",
    () => new Promise((resolve) => setTimeout(resolve, 1_000 * seconds)),
  );
  const requests = row.requests + more.requests;
  const short = [
    ...(requests < least.requests ? [`only ${requests} requests; ${least.requests} are needed`] : []),
    ...(row.inWindow < least.inWindow
      ? [`only ${row.inWindow} during the change; ${least.inWindow} are needed`]
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
