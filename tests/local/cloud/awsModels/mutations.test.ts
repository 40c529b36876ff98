import assert from "node:assert/strict";
import type { AccountResource } from "../../../../local/cloud";
import { codeOf } from "../../../../local/cloud/awsModels/errors";
import { type Model, modelOf } from "../../../../local/cloud/awsModels/model";
import { DISTRIBUTION } from "../../../../local/cloud/model/tokens";
import { isObject, type Properties, plain, type Value } from "../../../../local/cloud/values";
import { LocalStack } from "../../../support/localStack";
import { Engine } from "../support/client";
import { type Mutation, mutations } from "./mutate";

/** A mutation of one resource, with the local cloud's answer. */
interface Tried extends Mutation {
  readonly type: string;
  readonly answer: string;
  /** The answer to the unchanged resource, since some cannot be created twice. */
  readonly unchanged: string;
}

const accepted = "accepted";

/** Lists the paths of all argument values, with `[*]` for each element and `{*}` for each free key. */
function paths(model: Model, value: Value, path = ""): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => paths(model, item, `${path}[*]`));
  }
  if (!isObject(value) || Object.keys(value).length === 0) {
    return [path];
  }
  const step = (key: string): string =>
    model.isMap(path) ? `${path}{*}` : path === "" ? key : `${path}.${key}`;
  return Object.entries(value).flatMap(([key, item]) => paths(model, item, step(key)));
}

describe("requests of the dev and prod stacks, against AWS's models", () => {
  const resources: AccountResource[] = [];
  const tried: Tried[] = [];
  const stacks = ["dev", "prod"].map((name) => new LocalStack(name).withProgramHost());

  /** Sends every mutation of a stack's resources to a cloud that has all resources they refer to. */
  async function attack(stack: LocalStack, done: Set<string>): Promise<void> {
    const engine = await Engine.start(stack.folder.cloud);
    const answerTo = (type: string, inputs: Properties): Promise<string> =>
      engine.createUnchecked(type, "mutated", inputs).then(
        () => accepted,
        (error: unknown) => (error as Error).message,
      );
    try {
      for (const { type, inputs, urn } of stack.account().resources) {
        const model = urn === undefined ? undefined : modelOf(type);
        // An alias belongs to one distribution, so a second one has none.
        const once = type === DISTRIBUTION ? { ...plain(inputs), aliases: [] } : plain(inputs);
        const tries = new Set(done);
        const found = model === undefined ? [] : mutations(model, once, tries);
        const unchanged = found.length === 0 ? accepted : await answerTo(type, once);
        if (unchanged.includes("LimitExceeded")) {
          // A full security group refuses every rule: another one is tried.
          continue;
        }
        for (const key of tries) {
          done.add(key);
        }
        for (const mutation of found) {
          tried.push({ ...mutation, type, unchanged, answer: await answerTo(type, mutation.inputs) });
        }
      }
    } finally {
      await engine.stop({ keep: true });
    }
  }

  before(async function () {
    this.timeout(300_000);
    const done = new Set<string>();
    for (const stack of stacks) {
      await stack.up();
      resources.push(...stack.account().resources.filter(({ urn }) => urn !== undefined));
      await attack(stack, done);
    }
  });
  after(() => stacks.forEach((stack) => stack.remove()));

  it("have a place in a model for each argument, or a reason why it is not sent", () => {
    const uncovered = resources.flatMap(({ type, inputs }) => {
      const model = modelOf(type);
      const sent = model === undefined ? [] : paths(model, plain(inputs));
      const known = (path: string): boolean =>
        model?.locator.notSent(path) !== undefined || model?.locator.places(path).length !== 0;
      return sent.filter((path) => !known(path)).map((path) => `${type} ${path}`);
    });
    assert.deepEqual([...new Set(uncovered)], []);
  });

  it("are refused after each of at least 200 violations of a model", () => {
    assert.deepEqual(
      tried
        .filter(({ answer }) => answer === accepted)
        .map(({ type, path, kind }) => `${type} ${path}: ${kind}`),
      [],
    );
    // None of them may be refused merely because the resource already exists.
    assert.deepEqual(
      tried
        .filter(({ answer, unchanged }) => answer === unchanged)
        .map(({ type, path, answer }) => `${type} ${path}: ${answer}`),
      [],
    );
    const byModel = tried.filter(({ answer }) => /source: https:.*(botocore|cfn-lint) \d/.test(answer));
    assert.ok(byModel.length >= 200, `${byModel.length} of ${tried.length}`);
  });

  it("are refused with AWS's error code and the model, or by an older rule with its own source", () => {
    for (const { type, kind, place, answer } of tried) {
      assert.match(
        answer,
        /^operation error [\w ]+: \w+, https response error StatusCode: \d{3}, .+\n\(local cloud; source: https:\/\/.+\)$/,
      );
      const service = modelOf(type)?.type.service ?? "";
      if (/(botocore|cfn-lint) \d/.test(answer)) {
        const code = codeOf(service, kind, place.path.split(".").at(-1) ?? "");
        assert.ok(answer.includes(` ${code}: `), `${code} expected: ${answer}`);
      }
    }
  });

  it("are mutated for every kind of constraint and every service", () => {
    const kinds = new Set(tried.map(({ kind }) => kind));
    assert.deepEqual([...kinds].sort(), [
      "above maximum",
      "below minimum",
      "enum",
      "pattern",
      "required",
      "too long",
      "too short",
    ]);
  });
});
