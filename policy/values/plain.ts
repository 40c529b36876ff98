/**
 * What the policy SDK puts in the place of a value that is not known in preview, one text for each kind of value.
 *
 * @see https://github.com/pulumi/pulumi-policy/blob/main/sdk/nodejs/policy/proxy.ts
 */
const unknowns: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Whether a value stands for one that is not known. */
export function isUnknown(value: unknown): boolean {
  return typeof value === "string" && unknowns.has(value);
}

/**
 * The properties behind the SDK's proxy, which costs about twenty times what a plain object does. An SDK that does
 * not hand them out is no harm: the reader understands the proxy as well.
 */
export function unwrapped(props: object): object {
  const target: unknown = (props as { __getSpecialProxyTarget?: unknown }).__getSpecialProxyTarget;
  return typeof target === "object" && target !== null ? target : props;
}
