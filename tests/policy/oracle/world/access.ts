/** Principals of an abstract stack, and what lets them sign. */

/** Who a trust policy or a key policy names. */
export type Principal =
  | { readonly service: "ec2.amazonaws.com" | "lambda.amazonaws.com" }
  | { readonly role: string }
  | { readonly ownAccount: true }
  | { readonly otherAccount: string }
  | { readonly repositories: string }
  | "everybody";

/** A statement that allows actions on the signing key or on everything. */
export interface Allowance {
  readonly actions: readonly string[];
  readonly on: "key" | "everything" | "role";
  readonly role?: string;
}

/** A role; `signer` marks the one that is meant to sign. */
export interface Role {
  readonly name: string;
  readonly signer?: true;
  readonly trusts: Principal;
  readonly policies: readonly {
    readonly form: "inline" | "rolePolicy" | "managed";
    readonly allows: Allowance;
  }[];
  readonly managed?: readonly string[];
  readonly profileOf?: string;
}

/** A statement of the key's policy. */
export interface KeyStatement {
  readonly principal: Principal;
  readonly actions: readonly string[];
}

/** The signing key and the roles around it. */
export interface Access {
  readonly key: string;
  readonly statements: readonly KeyStatement[];
  readonly roles: readonly Role[];
}
