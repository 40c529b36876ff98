/**
 * The strings that the policy SDK substitutes for values unknown in preview, one for each type.
 *
 * @see https://github.com/pulumi/pulumi-policy/blob/main/sdk/nodejs/policy/proxy.ts
 */
const unknownValues: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The one for a text. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Returns whether the SDK substituted this value for an unknown one. */
export function isUnknownValue(value: unknown): boolean {
  return typeof value === "string" && unknownValues.has(value);
}

/** Returns whether a value is, or has inside, one that the SDK substituted for an unknown one. */
export function containsUnknown(value: unknown): boolean {
  return typeof value === "object" && value !== null
    ? Object.values(value).some(containsUnknown)
    : isUnknownValue(value);
}

/**
 * Returns whether an error is the SDK's `UnknownValueError`. Compares its shape, not its class: a program may have two
 * copies of the SDK.
 */
export function isUnknownValueError(error: unknown): error is Error & { props: PropertyKey[] } {
  return (
    error instanceof Error && "unknownTypeSentinel" in error && "props" in error && Array.isArray(error.props)
  );
}

/**
 * Returns the properties behind the SDK's proxy, which is about twenty times slower than a plain object. Returns the
 * proxy itself if the SDK does not expose them; the reader handles both.
 */
export function withoutProxy(props: object): object {
  const target: unknown = (props as { __getSpecialProxyTarget?: unknown }).__getSpecialProxyTarget;
  return typeof target === "object" && target !== null ? target : props;
}
