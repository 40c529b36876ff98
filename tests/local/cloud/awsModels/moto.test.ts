import assert from "node:assert/strict";
import type { AccountFile, AccountResource } from "../../../../local/cloud";
import { modelOf } from "../../../../local/cloud/awsModels/model";
import { BUCKET_POLICY } from "../../../../local/cloud/model/tokens";
import { plain } from "../../../../local/cloud/values";
import { LocalStack } from "../../../support/localStack";
import { type MotoAnswer, type MotoRequest, requestOf, sendToMoto } from "./moto/moto";
import { mutations } from "./mutate";

/** Not created: a VPC's default group already exists, and is only changed. */
const ADOPTED = new Set(["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"]);

/** Operations that moto's server lacks, or in which it fails itself, such as PutQueryDefinition. */
const LACKING: readonly string[] = [
  "CreateMonitoringSubscription",
  "CreateOriginRequestPolicy",
  "CreateResponseHeadersPolicy",
  "CreateVpcOrigin",
  "PutQueryDefinition",
];

describe("requests of the dev and prod stacks, sent to moto's server", () => {
  const stacks = ["dev", "prod"].map((name) => new LocalStack(name).withProgramHost());
  const answers: MotoAnswer[] = [];
  const wrong: MotoAnswer[] = [];

  /** Returns the valid requests of an account, and after them one violation for each type. */
  const requestsOf = (account: AccountFile): { valid: MotoRequest[]; changed: MotoRequest[] } => {
    const resources = account.resources.filter(({ type }) => !ADOPTED.has(type));
    // Moto ignores the conditions of Deny statements in bucket policies, so nothing is allowed after them.
    const policies = ({ type }: AccountResource): number => (type === BUCKET_POLICY ? 1 : 0);
    const valid = [...resources].sort((a, b) => policies(a) - policies(b)).flatMap((one) => requestOf(one));
    const done = new Set<string>();
    const changed = resources.flatMap((one) => {
      const model = modelOf(one.type);
      const fresh = model !== undefined && !done.has(one.type);
      done.add(one.type);
      const [first] = fresh ? mutations(model, plain(one.inputs), new Set()) : [];
      return first === undefined ? [] : requestOf(one, first.inputs);
    });
    return { valid, changed };
  };

  before(async function () {
    this.timeout(900_000);
    for (const stack of stacks) {
      await stack.up();
    }
    const accounts = stacks.map((stack) => ({ account: stack.account(), ...requestsOf(stack.account()) }));
    const all = await sendToMoto(
      accounts.map(({ account, valid, changed }) => ({ account, requests: [...valid, ...changed] })),
    );
    accounts.forEach(({ valid }, index) => {
      answers.push(...(all[index] ?? []).slice(0, valid.length));
      wrong.push(...(all[index] ?? []).slice(valid.length));
    });
  });
  after(() => stacks.forEach((stack) => stack.remove()));

  it("are accepted by every operation", () => {
    assert.ok(answers.length > 100, String(answers.length));
    assert.deepEqual(
      answers
        .filter(({ outcome }) => outcome === "refused")
        .map(({ type, name, message }) => `${type} ${name}: ${message ?? ""}`),
      [],
    );
  });

  it("are all judged, except by the operations that it lacks", () => {
    const lacking = answers.filter(({ outcome }) => outcome === "lacking" || outcome === "failed");
    assert.deepEqual([...new Set(lacking.map(({ operation }) => operation))].sort(), LACKING);
  });

  it("are judged more leniently than by AWS's models: some violations are accepted", () => {
    const operations = (outcome: MotoAnswer["outcome"]): string[] => [
      ...new Set(wrong.filter((one) => one.outcome === outcome).map(({ operation }) => operation)),
    ];
    const refused = operations("refused");
    console.log(`      moto accepts what a model forbids in ${operations("accepted").sort().join(", ")}`);
    assert.ok(refused.length > 0);
  });
});
