/** Identifiers, names and times in the forms that AWS gives them. */
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { Value } from "../values";
import { input } from "./commonFields";
import type { OperationContext } from "./resourceType";

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

/** The name that Terraform makes of a prefix: the time and a counter behind it. */
export function prefixed(context: OperationContext): Value | undefined {
  const prefix = input(context, "namePrefix");
  return `${prefix}${new Date().toISOString().replace(/\D/g, "")}${hex(9)}`;
}

/** RFC 3339 without fractions, as most services write times. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}
