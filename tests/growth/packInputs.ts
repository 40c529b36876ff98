/** Stacks of any size in one respect, which the pack judges. */
import { randomBytes } from "node:crypto";
import { copiesOf } from "../../bench/policy/stack";
import { type FuzzedResource, judge, packFor, resourcesOf } from "../policy/fuzz/fuzzedStack";
import type { Stack } from "../policy/misconfigurations/stackModel";
import type { Json } from "../support/fuzz/places";
import { type Inputs, list, nested } from "./inputs";

type Properties = Record<string, Json>;

const dev = { id: "dev", what: "", base: "dev", change: (stack: Stack) => stack } as const;
const usual = resourcesOf(dev, "known");
const policies = packFor(dev) ?? [];

const found = (name: string, type: string): FuzzedResource => {
  const resource = usual.find((each) => each.name === name && each.type.endsWith(type));
  if (resource === undefined) {
    throw new Error(`the dev stack has no ${type} ${name}`);
  }
  return resource;
};

/** Returns the stack with other arguments of one resource. */
function changed(name: string, type: string, edit: (properties: Properties) => Properties): FuzzedResource[] {
  const resource = found(name, type);
  return usual.map((each) =>
    each === resource ? { ...each, inputs: edit(each.inputs), outputs: edit(each.outputs) } : each,
  );
}

/** Returns the stack with more resources like one, which differ in name and id. */
function more(name: string, type: string, count: number, edit: (at: number) => Properties = () => ({})) {
  const one = found(name, type);
  return [
    ...usual,
    ...list(count, (at) => ({
      ...one,
      urn: `${one.urn}-${at}`,
      name: `${name}-${at}`,
      inputs: { ...one.inputs, ...edit(at) },
      outputs: { ...one.outputs, id: `${one.outputs["id"] as string}-${at}`, arn: `arn-${at}`, ...edit(at) },
    })),
  ];
}

const ingress = (count: number, cidr: (at: number) => string): Json[] =>
  list(count, (at) => ({ fromPort: at, toPort: at, protocol: "tcp", cidrBlocks: [cidr(at)] }));

/** Returns the stack with another bucket policy. */
function policy(edit: (statement: Properties) => Json[]): FuzzedResource[] {
  return changed("site-pages-readers", ":BucketPolicy", (properties) => {
    const document = JSON.parse(properties["policy"] as string) as { Statement: Properties[] };
    const [first = {}] = document.Statement;
    return { ...properties, policy: JSON.stringify({ ...document, Statement: edit(first) }) };
  });
}

const behaviors = (properties: Properties): Properties[] =>
  properties["orderedCacheBehaviors"] as Properties[];

const tagged = (value: Json): FuzzedResource[] =>
  changed("site-template", ":LaunchTemplate", (properties) => ({ ...properties, tags: value }));

const stacks: Readonly<Record<string, (size: number) => FuzzedResource[]>> = {
  "copies of a stack": (size) =>
    resourcesOf({ ...dev, change: (stack) => copiesOf(stack, size / 25) }, "known"),
  behaviors: (size) =>
    changed("site-distribution", ":Distribution", (properties) => ({
      ...properties,
      orderedCacheBehaviors: list(size, (at) => ({
        ...behaviors(properties)[at % behaviors(properties).length],
        pathPattern: `/path-${at}/*`,
      })),
    })),
  "behaviors, each with an origin": (size) =>
    changed("site-distribution", ":Distribution", (properties) => ({
      ...properties,
      origins: [
        ...(properties["origins"] as Json[]),
        ...list(size, (at) => ({ ...(properties["origins"] as Properties[])[0], originId: `origin-${at}` })),
      ],
      orderedCacheBehaviors: list(size, (at) => ({
        ...behaviors(properties)[0],
        targetOriginId: `origin-${at}`,
        pathPattern: `/path-${at}/*`,
      })),
    })),
  "origins of a VPC origin": (size) =>
    changed("site-distribution", ":Distribution", (properties) => ({
      ...properties,
      origins: [
        ...(properties["origins"] as Json[]),
        ...list(size, (at) => ({
          ...(properties["origins"] as Properties[])[at % 2],
          originId: `origin-${at}`,
        })),
      ],
    })),
  distributions: (size) => more("site-distribution", ":Distribution", size / 5),
  "listener rules": (size) => more("site-signed-rule", ":ListenerRule", size),
  "load balancers": (size) => more("site-alb", ":LoadBalancer", size),
  "target groups": (size) => more("site-public-targets", ":TargetGroup", size),
  "keys of KMS": (size) => more("site-key-k1", ":Key", size),
  "key groups": (size) => more("site-key-group", ":KeyGroup", size),
  "rules in a security group": (size) =>
    changed("site-balancer", ":SecurityGroup", (properties) => ({
      ...properties,
      ingress: ingress(size, (at) => `10.${at % 250}.0.0/16`),
    })),
  "open rules in a security group": (size) =>
    changed("site-instances", ":SecurityGroup", (properties) => ({
      ...properties,
      ingress: ingress(size, () => "0.0.0.0/0"),
    })),
  "rules of a security group": (size) => more("site-from-edge-https", ":SecurityGroupIngressRule", size),
  "security groups, each open to the next": (size) =>
    more("site-balancer", ":SecurityGroup", size, (at) => ({
      ingress: [{ fromPort: 0, toPort: 0, protocol: "-1", securityGroups: [`sg-${at + 1}`] }],
    })),
  subnets: (size) =>
    changed("site-alb", ":LoadBalancer", (properties) => ({
      ...properties,
      subnets: list(size, (at) => `subnet-${at}`),
    })),
  statements: (size) => policy((first) => list(size, (at) => ({ ...first, Sid: `s${at}` }))),
  "statements for everybody": (size) =>
    policy((first) => list(size, (at) => ({ ...first, Principal: "*", Resource: `arn:aws:s3:::x/${at}/*` }))),
  actions: (size) => policy((first) => [{ ...first, Action: list(size, (at) => `s3:Get${at}`) }]),
  principals: (size) =>
    policy((first) => [
      { ...first, Principal: { AWS: list(size, (at) => `arn:aws:iam::111122223333:role/r${at}`) } },
    ]),
  "nesting in a policy": (size) => policy((first) => [{ ...first, Condition: nested(size) }]),
  "nesting in tags": (size) => tagged(nested(size)),
  tags: (size) => tagged(Object.fromEntries(list(size, (at) => [`name-${at}`, "value"]))),
  "a text of up to 1 MB": (size) => tagged({ text: "ab1.".repeat(size * 1250) }),
  "a script of up to 1 MB": (size) =>
    changed("site-template", ":LaunchTemplate", (properties) => ({
      ...properties,
      userData: Buffer.from("echo hello world\n".repeat(size * 230)).toString("base64"),
    })),
  "random bytes, up to 1 MB in base64": (size) =>
    changed("site-template", ":LaunchTemplate", (properties) => ({
      ...properties,
      userData: randomBytes(size * 3750).toString("base64"),
    })),
};

/** What the pack judges. */
export const packInputs: Inputs = Object.fromEntries(
  Object.entries(stacks).map(([name, stack]) => [
    `pack: ${name}`,
    (size) => {
      const resources = stack(size);
      return () => judge(policies, resources);
    },
  ]),
);
