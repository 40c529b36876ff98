/** A limit of the local cloud, and its consequence. */
export interface Limit {
  readonly what: string;
  readonly means: string;
}

/** The limits of the local cloud. */
export const LIMITS: readonly Limit[] = [
  {
    what: "It is not AWS.",
    means:
      "Refusals follow AWS's pages or public issues and were not compared with a live account. What is not in the tables below is allowed here.",
  },
  {
    what: "Other types, functions and arguments.",
    means: "They are refused, never ignored; the error names the folder to add them to.",
  },
  {
    what: "Network traffic.",
    means: "Routes, security groups and DNS are checked as settings only. The local edge serves requests.",
  },
  {
    what: "Exhausted subnets.",
    means: "A subnet never runs out of addresses.",
  },
  {
    what: "Instances.",
    means:
      "An Auto Scaling group or an ECS service is a record: nothing boots, no container runs, no health check runs, no refresh or deployment replaces anything.",
  },
  {
    what: "People in a user pool, and its sign-in page.",
    means:
      "A user pool is a record: nobody can sign in. Its domain is unique in this account, at AWS among all accounts.",
  },
  {
    what: "Signatures of API calls.",
    means:
      "The access key identifies the caller, and cannot be derived without the secret of the run. The endpoint is on the loopback address and refuses web pages.",
  },
  {
    what: "Eventual consistency beyond the delays.",
    means:
      "The next call sees a new role, policy or record; at AWS the provider sometimes retries for seconds.",
  },
  {
    what: "The deployer's permissions.",
    means:
      "The engine may do everything. Roles' permissions are checked at the endpoint only, for the operations in its table.",
  },
  {
    what: "Service control policies, permissions boundaries, session policies, other accounts.",
    means:
      "A role with a boundary is refused at the endpoint; the rest does not exist. Unknown policy elements and condition keys are refused, never ignored.",
  },
  {
    what: "Quotas beyond those in the tables, and request rates.",
    means: "Only the quotas in the tables apply; requests are throttled by fault injection only.",
  },
  {
    what: "Prices.",
    means: "Costs are not calculated.",
  },
  {
    what: "Grants, key rotation, imported and multi-region keys in KMS; digests to sign.",
    means: "Keys sign messages up to 4,096 bytes with ECC_NIST_P256 and RSA_2048.",
  },
  {
    what: "Binary values, replicas and rotation of secrets; history, labels and policies of parameters.",
    means: "They are refused.",
  },
  {
    what: "Hosted zones.",
    means:
      "Any public zone that a program looks up exists from then on; its records are not on the internet.",
  },
  {
    what: "Statements of web ACL rules, metric queries, lifecycle filters.",
    means: "They are stored without being checked.",
  },
];
