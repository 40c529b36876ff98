/** States of any size in one respect, which `explain-stack` and `review` read. */
import { copiesOf } from "../../bench/policy/stack";
import { requireDocumentedTypes } from "../../cli/explainStack/documentedTypes";
import { toMermaid, toTree } from "../../cli/explainStack/explainStackText";
import { ingressTree } from "../../cli/explainStack/ingressTree";
import { resourcesOf } from "../../cli/explainStack/stackResources";
import { compare } from "../../cli/review/compare";
import { toMarkdown } from "../../cli/review/markdown";
import { asState } from "../../cli/review/reviewedState";
import { sideOf } from "../../cli/review/side";
import { resolveOptions } from "../../policy/options/options";
import { buildModel } from "../../policy/stack/stack";
import { dev, misconfigured, type Resource, type State, stateOf } from "../cli/review/sides";
import { type Inputs, list } from "./inputs";

const closed = stateOf(dev());
const open = stateOf(misconfigured("path-second-alb-same-targets").after);
const options = resolveOptions([]);

function explainStack(state: State): void {
  const model = buildModel(resourcesOf(state));
  const tree = ingressTree(model);
  requireDocumentedTypes(model);
  toTree(tree);
  toMermaid(tree);
}

function review(state: State): void {
  const [before, after] = [closed, state].map((each) => asState(each));
  if (before === undefined || after === undefined) {
    throw new Error("not a state");
  }
  toMarkdown(compare(sideOf(before, options), sideOf(after, options)), false);
}

type Properties = Record<string, unknown>;

const isNamed = ({ urn }: Resource, type: string, name: string): boolean => urn.endsWith(`${type}::${name}`);

function changed(type: string, name: string, edit: (properties: Properties) => Properties): State {
  const resources = open.deployment.resources.map((each) =>
    isNamed(each, type, name)
      ? { ...each, inputs: edit(each.inputs), outputs: edit(each.outputs ?? {}) }
      : each,
  );
  return { deployment: { resources } };
}

function more(type: string, name: string, count: number): State {
  const all = open.deployment.resources;
  const one = all.filter((each) => isNamed(each, type, name));
  const others = list(count, (at) =>
    one.map((each) => {
      const id = `${String(each.outputs?.["id"])}-${at}`;
      return { ...each, urn: `${each.urn}-${at}`, id, outputs: { ...each.outputs, id, arn: `arn-${at}` } };
    }),
  );
  return { deployment: { resources: [...all, ...others.flat()] } };
}

const states: Readonly<Record<string, (size: number) => State>> = {
  "copies of a stack": (size) => stateOf(copiesOf(dev(), size / 25)),
  "behaviors, each with an origin": (size) =>
    changed("Distribution", "site-distribution", (properties) => {
      const [origin] = properties["origins"] as Properties[];
      const [behavior] = properties["orderedCacheBehaviors"] as Properties[];
      return {
        ...properties,
        origins: [
          ...(properties["origins"] as Properties[]),
          ...list(size, (at) => ({ ...origin, originId: `origin-${at}` })),
        ],
        orderedCacheBehaviors: list(size, (at) => ({
          ...behavior,
          targetOriginId: `origin-${at}`,
          pathPattern: `/path-${at}/*`,
        })),
      };
    }),
  distributions: (size) => more("Distribution", "site-distribution", size / 5),
  "listener rules": (size) => more("ListenerRule", "site-signed-rule", size),
  "load balancers": (size) => more("LoadBalancer", "site-alb", size),
  "security groups": (size) => more("SecurityGroup", "site-balancer", size),
  "rules of a security group": (size) => more("SecurityGroupIngressRule", "site-from-edge-https", size),
  statements: (size) =>
    changed("BucketPolicy", "site-pages-readers", (properties) => {
      const { Statement: statements, ...rest } = JSON.parse(String(properties["policy"])) as Properties;
      const [first] = statements as Properties[];
      const all = list(size, (at) => ({ ...first, Sid: `s${at}` }));
      return { ...properties, policy: JSON.stringify({ ...rest, Statement: all }) };
    }),
};

/** What the commands read. */
export const commandInputs: Inputs = Object.fromEntries(
  Object.entries({ "explain-stack": explainStack, review }).flatMap(([name, command]) =>
    Object.entries(states).map(([what, stateAt]): [string, Inputs[string]] => [
      `${name}: ${what}`,
      (size) => {
        const state = stateAt(size);
        return () => command(state);
      },
    ]),
  ),
);
