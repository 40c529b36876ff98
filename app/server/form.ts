/** Reads forms, without trust in their size or kind. */
import type { VisitContext } from "./environment";

/** The most bytes of a form. */
export const longestForm = 16_384;

/** The fields of a form; of a field that is sent twice the first. Anything but a URL-encoded form has none. */
export async function readForm(context: VisitContext): Promise<Record<string, string>> {
  const type = context.req.header("content-type") ?? "application/x-www-form-urlencoded";
  if (!type.startsWith("application/x-www-form-urlencoded")) {
    return {};
  }
  const fields = new URLSearchParams(await context.req.text());
  return Object.fromEntries([...fields].reverse());
}
