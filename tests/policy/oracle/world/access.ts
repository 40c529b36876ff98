/** Principals of an abstract stack, and what lets them sign. */

/** Who a trust policy or a key policy names. */
export type Principal =
  | { readonly service: string }
  | { readonly role: string }
  | { readonly account: "own" | "444455556666" }
  /** GitHub's repositories whose tokens are taken, as in `repo:example/site:*`. */
  | { readonly repositories: string }
  | "everybody";

/** What an IAM policy allows. */
export interface Allowance {
  readonly actions: readonly string[];
  readonly on: "key" | "everything" | { readonly role: string };
}

/** An IAM policy of a role, in one of the forms that attach one. */
export interface RolePolicy {
  readonly form: "inline" | "rolePolicy" | "managed";
  readonly allows: Allowance;
}

/** A role. */
export interface Role {
  readonly name: string;
  readonly trusts: Principal;
  readonly policies: readonly RolePolicy[];
  /** ARNs of attached policies that are not of the stack. */
  readonly attached: readonly string[];
  /** Whether it is meant to sign. */
  readonly signs?: true;
}

/** A statement of the key's policy. */
export interface KeyStatement {
  readonly principal: Principal;
  readonly actions: readonly string[];
}

/** The signing key, and the roles around it; roles trust only those before them. */
export interface Access {
  readonly key: string;
  /** None leaves AWS's default policy, which hands the decision to IAM policies. */
  readonly statements: readonly KeyStatement[];
  readonly roles: readonly Role[];
}
