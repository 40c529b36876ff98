import * as z from "zod";

/** Accepts one value or several, as policy documents do nearly everywhere. */
const oneOrMany = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));

/** Supported condition operators. */
const operators = ["StringEquals", "StringLike", "ArnEquals", "ArnLike", "Bool"] as const;

const conditions = z
  .partialRecord(z.enum(operators), z.record(z.string(), oneOrMany))
  .transform((given) => Object.entries(given) as [Operator, Record<string, string[]>][]);

/**
 * A policy statement. Elements that are not listed here, such as `NotAction`, are refused and never ignored: an element
 * that is not understood must not allow.
 */
const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(["Allow", "Deny"]),
    Principal: z.union([z.literal("*"), z.record(z.string(), oneOrMany)]).optional(),
    Action: oneOrMany,
    Resource: oneOrMany.optional(),
    Condition: conditions.optional(),
  })
  .readonly();

const document = z.strictObject({
  Version: z.literal("2012-10-17").optional(),
  Id: z.string().optional(),
  Statement: z
    .union([statement, z.array(statement)])
    .transform((given) => ("Effect" in given ? [given] : [...given])),
});

/** A supported condition operator. */
export type Operator = (typeof operators)[number];

/** A statement, its single values as lists of one. */
export type Statement = z.output<typeof statement>;

/** A policy document that is not fully understood, and so cannot be evaluated. */
export class NotModelled extends Error {}

/**
 * Reads a policy document.
 *
 * @throws {NotModelled} with path and reason if anything in it is not supported
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readDocument(text: string): readonly Statement[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NotModelled("the policy document is not JSON");
  }
  const read = document.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new NotModelled(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not modelled"}`);
  }
  return read.data.Statement;
}
