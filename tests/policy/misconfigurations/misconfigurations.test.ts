import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { misconfigurations } from "./all";
import { compliantStacks } from "./compliantStacks";
import { harmless } from "./harmless";
import { enforcementOf, type Harmless, type Misconfiguration, offender } from "./misconfiguration";
import { analyzeRequest, analyzeStackRequest } from "./requests";
import { rules } from "./rules";
import { type Moment, type Resource, read, type Stack } from "./stackModel";
import { deployment } from "./state";
import { TABLE, table } from "./table";

const MODULES = join(__dirname, "..", "..", "..", "node_modules", "@pulumi");
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const stackOf = ({ base, change }: Harmless): Stack => change(compliantStacks[base].build());
const momentsOf = (one: Harmless): readonly Moment[] => one.moments ?? ["preview", "known"];

const knownArguments = new Map<string, Set<string> | undefined>();

/** Returns the arguments of a type; undefined for types of packages that are not installed. */
function argumentsOf(type: string): Set<string> | undefined {
  if (!knownArguments.has(type)) {
    knownArguments.set(type, argumentsInClass(type));
  }
  return knownArguments.get(type);
}

/** Reads the arguments of a type from its class. */
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
  it("is generated from the fixtures", () => {
    assert.equal(readFileSync(TABLE, "utf8"), table());
  });

  it("has at least 60 misconfigurations and 40 harmless variations, in all five stacks, with unique ids", () => {
    const all: Harmless[] = [...misconfigurations, ...harmless];
    assert.ok(misconfigurations.length >= 60);
    assert.ok(harmless.length >= 40);
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
    for (const list of [misconfigurations, harmless] as Harmless[][]) {
      assert.deepEqual(
        [...new Set(list.map(({ base }) => base))].sort(),
        Object.keys(compliantStacks).sort(),
      );
    }
  });

  it("has a misconfiguration for every rule, and three stack policies", () => {
    assert.deepEqual(
      [...new Set(misconfigurations.map(({ rule }) => rule))].sort(),
      Object.keys(rules).sort(),
    );
    const policies = Object.values(rules).flatMap((rule) => ("policy" in rule ? [rule.policy] : []));
    assert.equal(new Set(policies).size, 3);
  });

  it("has no misconfiguration of a rule that is off in its environment", () => {
    const silent = misconfigurations.filter((misconfiguration) => enforcementOf(misconfiguration) === "off");
    assert.deepEqual(silent, []);
  });
});

describe("a misconfiguration", () => {
  for (const misconfiguration of misconfigurations) {
    it(`${misconfiguration.id} is one change of a valid stack`, () =>
      checkMisconfiguration(misconfiguration));
  }
});

describe("a harmless variation", () => {
  for (const variation of harmless) {
    it(`${variation.id} is a valid stack`, () => {
      checkStack(variation);
    });
  }
});

function checkMisconfiguration(misconfiguration: Misconfiguration): void {
  const stack = stackOf(misconfiguration);
  const same = JSON.stringify(stack) === JSON.stringify(compliantStacks[misconfiguration.base].build());
  assert.equal(same, misconfiguration.options !== undefined && same, "changes nothing and sets no option");
  const found = read(stack, "known").resources.some(({ urn }) => urn === offender(misconfiguration, stack));
  assert.ok(found, `no resource ${misconfiguration.resource}`);
  checkStack(misconfiguration);
}

/** Checks the arguments that a change sets: it names them by path, unlike the typed builders of the stacks. */
function checkStack(one: Harmless): void {
  const stack = stackOf(one);
  for (const resource of stack.resources) {
    assert.deepEqual(unknownArguments(resource), [], resource.name);
  }
  for (const moment of momentsOf(one)) {
    const reading = read(stack, moment);
    assert.ok(JSON.stringify(deployment(reading)).length > 0);
    const resources = analyzeStackRequest(reading).getResourcesList();
    assert.equal(resources.length, reading.resources.length);
    if (moment === "known") {
      assert.ok(
        !JSON.stringify(deployment(reading)).includes(UNKNOWN_TEXT),
        "an unknown value after the update",
      );
    }
  }
}

function unknownArguments({ type, props }: Resource): string[] {
  const known = argumentsOf(type);
  return known === undefined ? [] : Object.keys(props).filter((name) => !known.has(name));
}

describe("a stack as the engine presents it", () => {
  const dev = compliantStacks.dev.build();
  const of = (moment: Moment, name: string) => {
    const found = read(dev, moment).resources.find((resource) => resource.name === name);
    assert.ok(found);
    return found;
  };

  it("has unknown ids in a first preview, and dependencies by argument", () => {
    const group = of("preview", "site-key-group");
    assert.deepEqual(analyzeRequest(group).getProperties()?.toJavaScript(), { items: [UNKNOWN_TEXT] });
    assert.deepEqual(group.propertyDependencies, { items: [of("known", "site-public-key-k1").urn] });
    assert.equal(group.id, undefined);
  });

  it("has known ids after an update, and the same dependencies", () => {
    const group = of("known", "site-key-group");
    assert.deepEqual(analyzeRequest(group).getProperties()?.toJavaScript(), {
      items: [of("known", "site-public-key-k1").id],
    });
    assert.deepEqual(group.propertyDependencies, of("preview", "site-key-group").propertyDependencies);
  });

  it("marks header values as secret, as values in requests and as text in state files", () => {
    const rule = of("known", "site-signed-rule");
    const request = JSON.stringify(analyzeRequest(rule).getProperties()?.toJavaScript());
    assert.match(
      request,
      /"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","value":"[0-9a-f]{64}"/,
    );
    const state = JSON.stringify(deployment(read(dev, "known")));
    assert.match(state, /"1b47061264138c4ac30d75fd1eb44270","plaintext":"\\"[0-9a-f]{64}\\""/);
  });

  it("has components in URNs", () => {
    assert.equal(
      of("known", "site-alb").urn,
      "urn:pulumi:dev::members::secure-origin:index:SecureOrigin$secure-origin:index:InternalLoadBalancer$aws:lb/loadBalancer:LoadBalancer::site-alb",
    );
  });
});
