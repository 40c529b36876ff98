import type { Misconfiguration } from "../../misconfiguration";
import {
  added,
  all,
  type Change,
  declared,
  idOf,
  type Leaf,
  output,
  type Resource,
  secret,
  set,
} from "../../stackModel";

const rule = "origin-secret-is-random";

/** Gives the signed tier of the project's dev stack another secret. */
function signedSecret(value: Leaf | string, ...resources: Resource[]): Change {
  return all(
    added(...resources),
    set("site-distribution", "origins.1.customHeaders.0.value", value),
    set("site-signed-rule", "conditions.0.httpHeader.values", [value]),
  );
}

/** Secret headers that can be guessed. */
export const strengthMisconfigurations: Misconfiguration[] = [
  {
    id: "secret-of-digits",
    base: "dev",
    what: "The secret has 38 decimal digits, which are 126 bits.",
    rule,
    resource: "site-digits",
    change: signedSecret(
      output("site-digits", "result"),
      declared("random:index/randomString:RandomString", "site-digits", {
        length: 38,
        lower: false,
        upper: false,
        special: false,
      }),
    ),
    expectText: [/length/],
  },
  {
    id: "short-random-id",
    base: "dev",
    what: "The secret is a random id of eight bytes.",
    rule,
    resource: "site-id",
    change: signedSecret(
      output("site-id", "hex"),
      declared("random:index/randomId:RandomId", "site-id", { byteLength: 8 }),
    ),
    expectText: [/byteLength/],
  },
  {
    id: "secret-of-time",
    base: "dev",
    what: "The secret is a UUID of version 7, most of which is the time.",
    rule,
    resource: "site-uuid",
    change: signedSecret(
      output("site-uuid", "result"),
      declared("random:index/randomUuid7:RandomUuid7", "site-uuid", {}),
    ),
  },
  {
    id: "short-secret-in-parameter",
    base: "dev",
    what: "The secret is a random value of eight bytes in a parameter.",
    rule,
    resource: "site-short",
    change: signedSecret(
      output("site-parameter", "value"),
      declared("random:index/randomBytes:RandomBytes", "site-short", { length: 8 }),
      declared("aws:ssm/parameter:Parameter", "site-parameter", {
        type: "SecureString",
        value: output("site-short", "hex"),
      }),
    ),
    expectText: [/length/],
  },
  {
    id: "short-secret-in-secrets-manager",
    base: "dev",
    what: "The secret is a short random value in Secrets Manager.",
    rule,
    resource: "site-short",
    change: signedSecret(
      output("site-secret-1", "secretString"),
      declared("random:index/randomBytes:RandomBytes", "site-short", { length: 12 }),
      declared("aws:secretsmanager/secret:Secret", "site-secret", {}),
      declared("aws:secretsmanager/secretVersion:SecretVersion", "site-secret-1", {
        secretId: idOf("site-secret"),
        secretString: output("site-short", "hex"),
      }),
    ),
  },
  {
    id: "words-as-secret",
    base: "dev",
    what: "The secret of the configuration is a sentence.",
    rule,
    resource: "site-distribution",
    change: signedSecret(secret("only-cloudfront-may-connect-to-this-load-balancer")),
    expectText: [/fewer than 128 bits/],
  },
  {
    id: "repeated-secret",
    base: "dev",
    what: "The secret of the configuration repeats eight characters.",
    rule,
    resource: "site-distribution",
    change: signedSecret(secret("3f1c8a5e".repeat(8))),
    expectText: [/fewer than 128 bits/],
  },
];
