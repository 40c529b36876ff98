/** Identifiers, names and times in the forms that AWS gives them. */
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { Value } from "../values";
import { input } from "./commonFields";
import type { OperationContext } from "./resourceType";

/** Returns random hexadecimal digits. */
export function hex(digits: number): string {
  return randomBytes(Math.ceil(digits / 2))
    .toString("hex")
    .slice(0, digits);
}

/** Returns random upper-case letters and digits. */
export function capitals(count: number): string {
  return pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", count);
}

/** Returns random lower-case letters and digits. */
export function smalls(count: number): string {
  return pick("abcdefghijklmnopqrstuvwxyz0123456789", count);
}

/** Returns random letters and digits. */
export function mixed(count: number): string {
  return pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", count);
}

function pick(alphabet: string, count: number): string {
  return Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** Returns an EC2 id: the prefix, a zero and sixteen digits. */
export function ec2Id(prefix: string): string {
  return `${prefix}-0${hex(16)}`;
}

/** Returns a random UUID, as KMS and ACM use it. */
export function uuid(): string {
  return randomUUID();
}

/** Returns an ARN in the call's account and region; global services have none. */
export function arn(
  context: Pick<OperationContext, "region" | "accountId">,
  service: string,
  resource: string,
): string {
  const region = context.region === "aws-global" ? "" : context.region;
  return `arn:aws:${service}:${region}:${context.accountId}:${resource}`;
}

/** Returns the name that Terraform generates from a prefix: with the time and a counter. */
export function prefixed(context: OperationContext): Value | undefined {
  const prefix = input(context, "namePrefix");
  return `${prefix}${new Date().toISOString().replace(/\D/g, "")}${hex(9)}`;
}

/** Returns the time in RFC 3339 without fractions, as most services write it. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}
