/** Makes the policy statements that a stack's deployer needs. */
import { callTable } from "./calls/callTable";
import { functionCalls } from "./calls/functionCalls";
import { type Call, type ParsedCall, parseCall, type TypeCalls } from "./calls/typeCalls";
import { type Condition, conditionOf } from "./conditions";
import type { DeployedStack } from "./deployedStack";
import { groupBy } from "./groupBy";
import { arnsOf, isOptional } from "./resourceArns";

/** One statement of a policy. */
export interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Condition;
}

/** The deployer's statements, and what they leave out. */
export interface DeployerStatements {
  readonly statements: readonly Statement[];
  /** AWS resource types in the stack whose calls are unknown. */
  readonly unknownTypes: readonly string[];
  /** Actions left out because the stack names no resource to limit them to. */
  readonly unnamed: readonly string[];
}

/** A call with the regions of its resources. */
interface Placed extends ParsedCall {
  readonly regions: readonly (string | undefined)[];
}

const all = ({ create, read, update, delete: remove }: TypeCalls): readonly Call[] => [
  ...create,
  ...read,
  ...update,
  ...remove,
];

/** Lists the calls of the stack's resource types and of the functions that its program uses. */
function callsOf(stack: DeployedStack, previews: boolean): Placed[] {
  const byType = groupBy(stack.resources, ({ type }) => type);
  const ofTypes = [...byType].flatMap(([type, resources]) => {
    const regions = [...new Set(resources.map(({ region }) => region))];
    const calls = callTable[type];
    return calls === undefined ? [] : all(calls).map((call) => ({ ...parseCall(call), regions }));
  });
  const ofFunctions = Object.values(functionCalls)
    .filter(({ usedWith }) => usedWith === "always" || usedWith.some((type) => byType.has(type)))
    .flatMap(({ calls }) => calls.map((call) => ({ ...parseCall(call), regions: [stack.region] })));
  return previews ? ofFunctions : [...ofTypes, ...ofFunctions];
}

const linked = "service-linked:";

/**
 * Makes the statements for a stack: each action on the resources that the reference lists for it, with actions on the
 * same resources in one statement.
 *
 * @param previews whether they are for previews only, which look up what the program asks for
 */
export function deployerStatements(stack: DeployedStack, previews = false): DeployerStatements {
  const calls = callsOf(stack, previews);
  const services = calls
    .flatMap(({ resources }) => resources.filter((resource) => resource.startsWith(linked)))
    .map((resource) => resource.slice(linked.length));
  const linkedServices = [...new Set(services)].sort();
  const unnamed: string[] = [];
  const actions = [...groupBy(calls, ({ action }) => action)].flatMap(([action, made]) => {
    const free = made.every(({ resources }) => resources.length === 0);
    const arns = made.flatMap(({ resources, regions }) =>
      resources.flatMap((resource) => arnsOf(resource, stack, regions)),
    );
    if (!free && arns.length === 0) {
      if (!made.every(({ resources }) => resources.every(isOptional))) {
        unnamed.push(action);
      }
      return [];
    }
    const condition = conditionOf(action, stack, linkedServices);
    return [{ action, resources: free ? ["*"] : [...new Set(arns)].sort(), condition }];
  });
  const groups = groupBy(actions, ({ resources, condition }) => JSON.stringify([resources, condition]));
  const statements = [...groups.values()].map((group): Statement => {
    const [first] = group;
    const Action = group.map(({ action }) => action).sort();
    const base = { Effect: "Allow", Action, Resource: first?.resources ?? [] } as const;
    return first?.condition === undefined ? base : { ...base, Condition: first.condition };
  });
  const types = new Set(stack.resources.map(({ type }) => type));
  return {
    statements: statements.sort((a, b) => (a.Action[0] ?? "").localeCompare(b.Action[0] ?? "")),
    unknownTypes: previews ? [] : [...types].filter((type) => callTable[type] === undefined).sort(),
    unnamed: unnamed.sort(),
  };
}

/** Lists every action that a deployment can need, sorted. */
export function allActions(): string[] {
  const calls = [
    ...Object.values(callTable).flatMap(all),
    ...Object.values(functionCalls).flatMap((each) => each.calls),
  ];
  return [...new Set(calls.map((call) => parseCall(call).action))].sort();
}
