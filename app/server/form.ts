/** Reads forms. */
import type { RequestContext } from "./environment";

/** The largest form in bytes. */
export const longestForm = 16_384;

/** Returns the fields of a URL-encoded form, the first of each name; none for any other body. */
export async function readForm(context: RequestContext): Promise<Record<string, string>> {
  const type = context.req.header("content-type") ?? "application/x-www-form-urlencoded";
  if (!type.startsWith("application/x-www-form-urlencoded")) {
    return {};
  }
  const fields = new URLSearchParams(await context.req.text());
  return Object.fromEntries([...fields].reverse());
}
