import type * as z from "zod";

/** A schema for every property of a type, so that none can be forgotten. */
export type ShapeOf<T> = { [Name in keyof Required<T>]: z.ZodType };
