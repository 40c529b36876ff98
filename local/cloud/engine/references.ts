import type { Table } from "../services/catalogue";
import type { Making, Reference, ResourceFact } from "../services/resourceType";
import type { WorldRecord } from "./accountState";
import { type Answer, Refusal } from "./refusal";
import { asText, canonical, dig, every, isUnknown, type Properties, type Value } from "./values";

/** Refuses arguments that name what does not exist. */
export function refuseMissing(fact: ResourceFact, operation: string, making: Making): void {
  for (const reference of fact.references ?? []) {
    for (const { path, value } of every(making.inputs, reference.path)) {
      const text = asText(value);
      if (text === undefined || text === "" || isUnknown(value) || reference.known?.(text, making) === true) {
        continue;
      }
      if (!candidates(reference, making).some((target) => isNamed(reference, target, text))) {
        const what = reference.to.map((type) => type.split(":").pop() ?? type).join(" or ");
        refuse(fact, operation, reference.missing, `The ${what} '${text}' (${path}) does not exist.`);
      }
    }
  }
}

/** Global resources are seen from everywhere, regional ones from their region. */
function candidates(reference: Reference, making: Making): WorldRecord[] {
  return reference.to
    .flatMap((type) => making.world.all(type))
    .filter((one) => one.region === making.region || one.region === GLOBAL || making.region === GLOBAL);
}

/** Region of what has none. */
export const GLOBAL = "aws-global";

function isNamed(reference: Reference, target: WorldRecord, text: string): boolean {
  return reference.by.some((by) => (by === "id" ? target.id : asText(dig(target.outputs, by))) === text);
}

/** Refuses values that another resource of the type has already. */
export function refuseDuplicate(fact: ResourceFact, operation: string, making: Making): void {
  for (const unique of fact.unique ?? []) {
    const mine = valuesOf(making.outputs, unique.of);
    if (mine === undefined || unique.unless?.(making) === true) {
      continue;
    }
    const twin = making.world
      .all(fact.token)
      .filter((one) => one.id !== making.old?.id)
      .filter((one) => unique.within === "account" || one.region === making.region)
      .find((one) => valuesOf(one.outputs, unique.of) === mine);
    if (twin !== undefined) {
      refuse(
        fact,
        operation,
        unique,
        `${unique.of.join(" and ")} of ${making.name} is taken already, by ${twin.id}.`,
      );
    }
  }
}

function valuesOf(outputs: Properties, of: readonly string[]): string | undefined {
  const values: (Value | undefined)[] = of.map((path) => dig(outputs, path));
  return values.some((value) => value === undefined || value === "")
    ? undefined
    : canonical(values as Value[]);
}

/** Refuses what the facts' own rules refuse. */
export function refuseBroken(fact: ResourceFact, on: "create" | "update" | "delete", making: Making): void {
  for (const rule of fact.rules ?? []) {
    const says = rule.on.includes(on) ? rule.broken(making) : undefined;
    if (says !== undefined) {
      refuse(fact, rule.operation ?? fact.operations[on], rule, says);
    }
  }
}

/** Refuses the deletion of what others still name. */
export function refuseInUse(table: Table, fact: ResourceFact, target: WorldRecord, making: Making): void {
  for (const { holder, reference } of table.namers(fact.token)) {
    const inUse = reference.inUse;
    if (inUse === undefined || inUse.unless?.(target) === true) {
      continue;
    }
    for (const one of holders(holder, making)) {
      const names = named(holder, one, reference.path);
      const isSelf = one.type === target.type && one.id === target.id;
      if (!isSelf && names.some((text) => text !== undefined && isNamed(reference, target, text))) {
        const what = holder.token.split(":").pop() ?? holder.token;
        refuse(fact, fact.operations.delete, inUse, `${target.id} is in use by the ${what} ${one.id}.`);
      }
    }
  }
}

/** Who may hold on to a target: while a deletion that the provider waits for is on its way, the deleted one, too. */
function holders(holder: ResourceFact, making: Making): WorldRecord[] {
  const leaving = making.world.leaving().filter((one) => one.type === holder.token);
  return [
    ...making.world.all(holder.token),
    ...(holder.propagation === "waited" ? leaving.map((one) => ({ ...one, inputs: one.outputs })) : []),
  ];
}

/**
 * What a holder names: now, and in the state that still acts while a change is on its way.
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/21730
 */
function named(holder: ResourceFact, one: WorldRecord, path: string): (string | undefined)[] {
  const { pending } = one;
  const acts =
    holder.propagation === "waited" && pending !== undefined && Date.parse(pending.until) > Date.now();
  return [one.inputs, ...(acts ? [pending.before] : [])].flatMap((properties) =>
    every(properties, path).map(({ value }) => asText(value)),
  );
}

function refuse(fact: ResourceFact, operation: string, answer: Answer, says: string): never {
  throw new Refusal({ service: fact.service, operation }, answer, says);
}
