import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { asObject, asText, type Value } from "../engine/values";
import { derived, type OperationContext, type Output } from "./resourceType";
import { map, str } from "./schema";

/** So many random hexadecimal digits. */
export function hex(digits: number): string {
  return randomBytes(Math.ceil(digits / 2))
    .toString("hex")
    .slice(0, digits);
}

/** So many random upper-case letters and digits. */
export function capitals(count: number): string {
  return pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", count);
}

/** So many random letters and digits, lower case. */
export function smalls(count: number): string {
  return pick("abcdefghijklmnopqrstuvwxyz0123456789", count);
}

/** So many random letters and digits of both cases. */
export function mixed(count: number): string {
  return pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", count);
}

function pick(alphabet: string, count: number): string {
  return Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** An EC2 id: the prefix and seventeen digits, of which the first is zero. */
export function ec2Id(prefix: string): string {
  return `${prefix}-0${hex(16)}`;
}

/** A random UUID as KMS and ACM use it. */
export function uuid(): string {
  return randomUUID();
}

/** An ARN in the region and account of the call; global services leave the region out. */
export function arn(
  context: Pick<OperationContext, "region" | "accountId">,
  service: string,
  resource: string,
): string {
  const region = context.region === "aws-global" ? "" : context.region;
  return `arn:aws:${service}:${region}:${context.accountId}:${resource}`;
}

/** Reads one argument as text; empty if absent. */
export function input(context: OperationContext, name: string): string {
  return asText(context.inputs[name]) ?? "";
}

/** What all resources have in one output: addresses that are taken. */
export function outputsOf(
  context: Pick<OperationContext, "account">,
  name: string,
): ReadonlySet<Value | undefined> {
  return new Set(context.account.all().map((one) => one.outputs[name]));
}

/** Arguments of what can be tagged. */
export const TAGS = { tags: map(str()) };
/** Argument of what lives in a region. */
export const REGION = { region: str({ immutable: true }) };
/** Outputs of what can be tagged. */
export const TAGS_ALL: Record<string, Output> = {
  tagsAll: derived(["tags"], (context) => asObject(context.inputs["tags"])),
};

/** Arguments `name` and `namePrefix`; both are for good. */
export const NAME = { name: str({ immutable: true }), namePrefix: str({ immutable: true }) };

/** The name that Terraform makes of a prefix: the time and a counter behind it. */
export function prefixed(context: OperationContext): Value | undefined {
  const prefix = input(context, "namePrefix");
  return `${prefix}${new Date().toISOString().replace(/\D/g, "")}${hex(9)}`;
}

/** RFC 3339 without fractions, as most services write times. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}
