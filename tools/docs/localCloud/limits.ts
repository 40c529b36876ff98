/** What the local cloud does not do, and what that means for whoever trusts it. */
export interface Limit {
  readonly what: string;
  readonly means: string;
}

/** Written by hand: what is missing cannot be read from the facts. */
export const LIMITS: readonly Limit[] = [
  {
    what: "It is not AWS.",
    means:
      "Each refusal follows a page of AWS or a public issue, and none was compared with a live account. What is not in the tables below is allowed here.",
  },
  {
    what: "Types, functions and arguments without facts.",
    means: "They are refused with the file in which the facts belong. Nothing is passed over in silence.",
  },
  {
    what: "Network traffic.",
    means:
      "No packet flows: routes, security groups and DNS are checked as settings. The local edge serves requests.",
  },
  {
    what: "Addresses that run out.",
    means: "A subnet gives one more address whatever its size.",
  },
  {
    what: "Instances.",
    means: "A fleet is a record: nothing boots, no health check runs, no refresh replaces anything.",
  },
  {
    what: "People in a user pool, and its sign-in page.",
    means:
      "A pool is a record: nobody signs in there. The name of its page is taken once in this account, and at AWS by anybody.",
  },
  {
    what: "Signatures of API calls.",
    means:
      "The caller is whom the access key names, and nobody derives an access key without the secret of the run. The endpoint listens on this machine only and refuses web pages.",
  },
  {
    what: "Eventual consistency beyond the delays.",
    means:
      "A role, a policy or a record is seen by the next call. Where AWS needs some seconds and the provider tries again, nothing shows here.",
  },
  {
    what: "The deployer's permissions.",
    means:
      "The engine may do everything. What a role of the stack may do is judged at the endpoint only, for the operations in its table.",
  },
  {
    what: "Service control policies, permissions boundaries, session policies, other accounts.",
    means:
      "A role with a boundary is refused at the endpoint, and the rest does not exist. Policy elements and condition keys that are not known are refused and never ignored.",
  },
  {
    what: "Quotas beyond those in the tables, and request rates.",
    means:
      "An account here has AWS's defaults where they are named, and no others; nothing is throttled unless a fault says so.",
  },
  {
    what: "Prices.",
    means: "Nothing costs anything, and nothing says what it would cost.",
  },
  {
    what: "Grants, key rotation, imported and multi-region keys in KMS; digests to sign.",
    means: "Keys sign messages up to 4,096 bytes with ECC_NIST_P256 and RSA_2048.",
  },
  {
    what: "Binary values, replicas and rotation of secrets; history, labels and policies of parameters.",
    means: "They have no facts, or no operation.",
  },
  {
    what: "Hosted zones.",
    means:
      "Any public zone that a program looks up exists from then on. Nobody on the internet sees its records.",
  },
  {
    what: "Statements of web ACL rules, metric queries, lifecycle filters.",
    means: "They are kept as they are given and not read.",
  },
];
