/** A resource as the policy SDK passes it to a policy. */
export interface RawResource {
  readonly type: string;
  readonly urn: string;
  readonly props: object;
  readonly opts?: { readonly parent?: string; readonly aliases?: readonly string[] };
  /** The provider that creates it; a component has none. Only when a whole stack is analyzed. */
  readonly provider?: { readonly urn: string };
  /** By argument, the resources whose outputs its value depends on; only when a whole stack is analyzed. */
  readonly propertyDependencies?: Readonly<Record<string, readonly RawResource[]>>;
}
