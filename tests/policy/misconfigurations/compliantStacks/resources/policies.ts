/** Returns a policy document as JSON. */
export function policyDocument(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Returns the trust policy of a role that a service assumes. */
export function trust(service: string): string {
  return policyDocument({ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" });
}
