import type { Reference } from "../../model/resourceType";
import { api } from "../../model/sources";
import { USER_POOL } from "../../model/tokens";

/** Cognito's answer to an argument that it does not take. */
export const INVALID = { code: "InvalidParameterException", status: 400 };

/** Returns the reference to the user pool that a resource belongs to, and is deleted with. */
export function ofPool(operation: string): Reference {
  const missing = { code: "ResourceNotFoundException", status: 400, source: api("cognito", operation) };
  return { path: "userPoolId", to: [USER_POOL], by: ["id"], missing };
}
