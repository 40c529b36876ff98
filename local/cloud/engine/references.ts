import type { AccountResource } from "../account/accountFile";
import type { Catalogue } from "../model/catalogue";
import { ofOtherStack } from "../model/owner";
import type { OperationContext, Reference, ResourceType } from "../model/resourceType";
import { type Answer, Refusal } from "../refusal";
import { asText, canonical, dig, every, isUnknown, type Properties, type Value } from "../values";

/** Refuses references to resources that do not exist. */
export function refuseMissing(type: ResourceType, operation: string, context: OperationContext): void {
  for (const reference of type.references ?? []) {
    for (const { path, value } of every(context.inputs, reference.path)) {
      const text = asText(value);
      if (
        text === undefined ||
        text === "" ||
        isUnknown(value) ||
        reference.known?.(text, context) === true
      ) {
        continue;
      }
      if (!candidates(reference, context).some((target) => isNamed(reference, target, text))) {
        const what = reference.to.map((type) => type.split(":").pop() ?? type).join(" or ");
        refuse(type, operation, reference.missing, `The ${what} '${text}' (${path}) does not exist.`);
      }
    }
  }
}

/** Returns the resources that a reference may name: regional ones from their region, global ones from anywhere. */
function candidates(reference: Reference, context: OperationContext): AccountResource[] {
  return reference.to
    .flatMap((type) => context.account.all(type))
    .filter((one) => one.region === context.region || one.region === GLOBAL || context.region === GLOBAL);
}

/** The region of global resources. */
export const GLOBAL = "aws-global";

function isNamed(reference: Reference, target: AccountResource, text: string): boolean {
  return reference.by.some((by) => (by === "id" ? target.id : asText(dig(target.outputs, by))) === text);
}

/** Refuses values that another resource of the type already has. */
export function refuseDuplicate(type: ResourceType, operation: string, context: OperationContext): void {
  for (const unique of type.unique ?? []) {
    const mine = valuesOf(context.outputs, unique.of);
    if (mine === undefined || unique.unless?.(context) === true) {
      continue;
    }
    const twin = context.account
      .all(type.token)
      .filter((one) => one.id !== context.old?.id)
      .filter((one) => unique.within === "account" || one.region === context.region)
      .find((one) => valuesOf(one.outputs, unique.of) === mine);
    if (twin !== undefined) {
      refuse(
        type,
        operation,
        unique,
        `${unique.of.join(" and ")} of ${context.name} is taken already, by ${twin.id}${ofOtherStack(twin, context.urn)}.`,
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

/** Refuses what the type's rules refuse. */
export function refuseByRule(
  type: ResourceType,
  on: "create" | "update" | "delete",
  context: OperationContext,
): void {
  for (const rule of type.rules ?? []) {
    const message = rule.on.includes(on) ? rule.validate(context) : undefined;
    if (message !== undefined) {
      refuse(type, rule.operation ?? type.operations[on], rule, message);
    }
  }
}

/** Refuses the deletion of a resource that others still reference. */
export function refuseInUse(
  catalogue: Catalogue,
  type: ResourceType,
  target: AccountResource,
  context: OperationContext,
): void {
  for (const { holder, reference } of catalogue.referencesTo(type.token)) {
    const inUse = reference.inUse;
    if (inUse === undefined || inUse.unless?.(target) === true) {
      continue;
    }
    for (const one of holders(holder, context)) {
      const names = named(holder, one, reference.path);
      const isSelf = one.type === target.type && one.id === target.id;
      if (!isSelf && names.some((text) => text !== undefined && isNamed(reference, target, text))) {
        const what = holder.token.split(":").pop() ?? holder.token;
        refuse(type, type.operations.delete, inUse, `${target.id} is in use by the ${what} ${one.id}.`);
      }
    }
  }
}

/**
 * Returns the resources that may still reference a target: during a deletion that the provider waits for, also the
 * deleted one.
 */
function holders(holder: ResourceType, context: OperationContext): AccountResource[] {
  const leaving = context.account.leaving().filter((one) => one.type === holder.token);
  return [
    ...context.account.all(holder.token),
    ...(holder.propagation === "waited" ? leaving.map((one) => ({ ...one, inputs: one.outputs })) : []),
  ];
}

/**
 * Returns what a resource references, now and in the state that is still in effect.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/21730
 */
function named(holder: ResourceType, one: AccountResource, path: string): (string | undefined)[] {
  const { pending } = one;
  const acts =
    holder.propagation === "waited" && pending !== undefined && Date.parse(pending.until) > Date.now();
  return [one.inputs, ...(acts ? [pending.before] : [])].flatMap((properties) =>
    every(properties, path).map(({ value }) => asText(value)),
  );
}

function refuse(type: ResourceType, operation: string, answer: Answer, message: string): never {
  throw new Refusal({ service: type.service, operation }, answer, message);
}
