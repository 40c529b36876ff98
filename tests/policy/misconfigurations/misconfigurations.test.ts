import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { misconfigurations } from "./all";
import { harmless } from "./harmless";
import { enforcementOf, type Harmless, type Misconfiguration, offender } from "./misconfiguration";
import { type Moment, type Resource, read, type Stack } from "./model";
import { analyzeRequest, analyzeStackRequest } from "./requests";
import { rules } from "./rules";
import { shapes } from "./shapes";
import { deployment } from "./state";
import { TABLE, table } from "./table";

const MODULES = join(__dirname, "..", "..", "..", "node_modules", "@pulumi");
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const planted = ({ shape, change }: Harmless): Stack => change(shapes[shape].stack());
const momentsOf = (one: Harmless): readonly Moment[] => one.moments ?? ["preview", "known"];

const seen = new Map<string, Set<string> | undefined>();

/** Names of the arguments that a type takes; undefined for types of no installed package. */
function argumentsOf(type: string): Set<string> | undefined {
  if (!seen.has(type)) {
    seen.set(type, argumentsInClass(type));
  }
  return seen.get(type);
}

/** The same, read from the class. */
function argumentsInClass(type: string): Set<string> | undefined {
  const [owner = "", path = ""] = type.split(":");
  const file = join(MODULES, owner, `${path.replace("index/", "")}.js`);
  if (!existsSync(file)) {
    return undefined;
  }
  const names = readFileSync(file, "utf8").matchAll(/resourceInputs\["(\w+)"\] = (?!undefined|state)/g);
  return new Set([...names].flatMap(([, name]) => (name === undefined ? [] : [name])));
}

describe("the misconfiguration table", () => {
  it("is what the fixtures say", () => {
    assert.equal(readFileSync(TABLE, "utf8"), table());
  });

  it("has at least 60 misconfigurations and 40 harmless variations, over all five shapes, by name", () => {
    const all: Harmless[] = [...misconfigurations, ...harmless];
    assert.ok(misconfigurations.length >= 60);
    assert.ok(harmless.length >= 40);
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
    for (const list of [misconfigurations, harmless] as Harmless[][]) {
      assert.deepEqual([...new Set(list.map(({ shape }) => shape))].sort(), Object.keys(shapes).sort());
    }
  });

  it("has a misconfiguration for every rule, and no more than three stack policies", () => {
    assert.deepEqual(
      [...new Set(misconfigurations.map(({ rule }) => rule))].sort(),
      Object.keys(rules).sort(),
    );
    const policies = Object.values(rules).flatMap((rule) => ("policy" in rule ? [rule.policy] : []));
    assert.equal(new Set(policies).size, 3);
  });

  it("judges no rule that is off where the misconfiguration is", () => {
    const silent = misconfigurations.filter((misconfiguration) => enforcementOf(misconfiguration) === "off");
    assert.deepEqual(silent, []);
  });
});

describe("a misconfiguration", () => {
  for (const misconfiguration of misconfigurations) {
    it(`${misconfiguration.id} is one change that can be read`, () =>
      checkMisconfiguration(misconfiguration));
  }
});

describe("a harmless variation", () => {
  for (const variation of harmless) {
    it(`${variation.id} can be read`, () => {
      checkStack(variation);
    });
  }
});

function checkMisconfiguration(misconfiguration: Misconfiguration): void {
  const stack = planted(misconfiguration);
  const same = JSON.stringify(stack) === JSON.stringify(shapes[misconfiguration.shape].stack());
  assert.equal(same, misconfiguration.options !== undefined && same, "changes nothing and sets no option");
  const found = read(stack, "known").resources.some(({ urn }) => urn === offender(misconfiguration, stack));
  assert.ok(found, `no resource ${misconfiguration.resource}`);
  checkStack(misconfiguration);
}

/** A typed builder makes the shapes; changes go by path, so the names that they set are checked here. */
function checkStack(one: Harmless): void {
  const stack = planted(one);
  for (const resource of stack.resources) {
    assert.deepEqual(strangeArguments(resource), [], resource.name);
  }
  for (const moment of momentsOf(one)) {
    const reading = read(stack, moment);
    assert.ok(JSON.stringify(deployment(reading)).length > 0);
    const resources = analyzeStackRequest(reading).getResourcesList();
    assert.equal(resources.length, reading.resources.length);
    if (moment === "known") {
      assert.ok(!JSON.stringify(deployment(reading)).includes(UNKNOWN_TEXT), "an unknown after the update");
    }
  }
}

function strangeArguments({ type, props }: Resource): string[] {
  const known = argumentsOf(type);
  return known === undefined ? [] : Object.keys(props).filter((name) => !known.has(name));
}

describe("the two readings of a stack", () => {
  const dev = shapes.dev.stack();
  const of = (moment: Moment, name: string) => {
    const found = read(dev, moment).resources.find((resource) => resource.name === name);
    assert.ok(found);
    return found;
  };

  it("leave ids unknown in a first preview, and link by arguments", () => {
    const group = of("preview", "site-key-group");
    assert.deepEqual(analyzeRequest(group).getProperties()?.toJavaScript(), { items: [UNKNOWN_TEXT] });
    assert.deepEqual(group.propertyDependencies, { items: [of("known", "site-public-key-k1").urn] });
    assert.equal(group.id, undefined);
  });

  it("know ids after an update, with the same links", () => {
    const group = of("known", "site-key-group");
    assert.deepEqual(analyzeRequest(group).getProperties()?.toJavaScript(), {
      items: [of("known", "site-public-key-k1").id],
    });
    assert.deepEqual(group.propertyDependencies, of("preview", "site-key-group").propertyDependencies);
  });

  it("mark header values as secrets, in requests as values and in state files as text", () => {
    const rule = of("known", "site-signed-rule");
    const request = JSON.stringify(analyzeRequest(rule).getProperties()?.toJavaScript());
    assert.match(
      request,
      /"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","value":"[0-9a-f]{64}"/,
    );
    const state = JSON.stringify(deployment(read(dev, "known")));
    assert.match(state, /"1b47061264138c4ac30d75fd1eb44270","plaintext":"\\"[0-9a-f]{64}\\""/);
  });

  it("put components into URNs", () => {
    assert.equal(
      of("known", "site-alb").urn,
      "urn:pulumi:dev::members::secure-origin:index:SecureOrigin$secure-origin:index:InternalLoadBalancer$aws:lb/loadBalancer:LoadBalancer::site-alb",
    );
  });
});
