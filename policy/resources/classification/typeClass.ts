/**
 * How the policies treat a resource type.
 *
 * - `modelled`: its arguments are read.
 * - `none`: it opens no way into a VPC.
 * - `sender`: it accepts requests that the policies cannot follow, and sends others from its subnets and security groups.
 *   Refused where what is protected admits it.
 * - `reference`: it opens ways to what its arguments name. Refused where they name something protected, or its place.
 * - `code`: it runs code of the program's. Refused where its arguments name something protected that such code could open.
 * - `anything`: it creates resources that the policies do not see. Refused wherever something is protected.
 * - `notKnown`: a type of a newer provider. Refused like `reference`.
 * - `otherProvider`: a type of a provider that the policies do not know. Refused like `anything`.
 */
export interface TypeClass {
  readonly kind:
    | "modelled"
    | "none"
    | "sender"
    | "reference"
    | "code"
    | "anything"
    | "notKnown"
    | "otherProvider";
  /** Why it opens no way; for other kinds what it is, as the beginning of a sentence. */
  readonly reason: string;
}

/** The types of some modules with the same reason: by module, names separated by spaces; `*` is every type of it. */
export interface TypeGroup {
  readonly reason: string;
  readonly types: Readonly<Record<string, string>>;
}
