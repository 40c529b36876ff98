import {
  added,
  type Change,
  declared,
  output,
  secret,
  set,
  type Value,
  without,
} from "../../misconfigurations/stackModel";
import { publicPem } from "../../misconfigurations/testKeys";
import { reporting, site } from "../base";
import { allowing, document, type Statement } from "../documents";

/** The account of the stacks, and another one. */
export const ROOT = "arn:aws:iam::111122223333:root";
export const FOREIGN_ROOT = "arn:aws:iam::444455556666:root";

/** The ARN of the site's signing key. */
export const KEY = output("site-key-k1", "arn");

/** The actions by which the account administers the key. */
const ADMINISTERED: Statement = {
  Sid: "Administer",
  Effect: "Allow",
  Principal: { AWS: ROOT },
  Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:ScheduleKeyDeletion"],
  Resource: "*",
};

/** Returns the statement of a key policy that lets principals sign. */
export function signedBy(principal: Value, condition?: Value): Statement {
  return {
    Effect: "Allow",
    Principal: principal,
    Action: "kms:Sign",
    Resource: "*",
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

/** The statement that lets the site's role sign. */
export const SITE_SIGNS = signedBy({ AWS: output("site-role", "arn") });

/** Sets the statements of the key policy, after the account's administration. */
export function keyPolicy(...statements: Statement[]): Change {
  return set("site-key-k1", "policy", document(ADMINISTERED, ...statements));
}

/** Removes the key in KMS, for a key pair whose private half is elsewhere. */
const withoutKms: Change = (stack) => {
  const removed = ["site-key-k1-alias", "site-key-k1"].reduce((left, name) => without(name)(left), stack);
  return set("site-public-key-k1", "encodedKey", publicPem("p256", "stored"))(removed);
};

const SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:site/signing-key-4f1c2a";

/** Builds the site with its private key in a secret that the site's role may read. */
export function secretSite(...changes: Change[]): ReturnType<typeof site> {
  return site(
    withoutKms,
    added(
      reporting(
        declared("aws:secretsmanager/secret:Secret", "site-signing-key", {
          name: "site/signing-key",
          recoveryWindowInDays: 7,
        }),
        // An ARN contains the name: https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
        { id: SECRET_ARN, arn: SECRET_ARN },
      ),
      allowing("site-signs", "site-role", {
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: output("site-signing-key", "arn"),
      }),
    ),
    ...changes,
  );
}

/** The ARN of the parameter of {@link parameterSite}. */
export const PARAMETER = "arn:aws:ssm:eu-west-1:111122223333:parameter/site/signing-key";

/** Builds the site with its private key in a parameter that the site's role may read, filled in by hand. */
export function parameterSite(...changes: Change[]): ReturnType<typeof site> {
  return site(
    withoutKms,
    added(
      reporting(
        declared("aws:ssm/parameter:Parameter", "site-signing-key", {
          name: "/site/signing-key",
          type: "SecureString",
          value: secret("filled in by hand"),
        }),
        { id: "/site/signing-key", arn: PARAMETER },
      ),
      allowing("site-signs", "site-role", {
        Effect: "Allow",
        Action: "ssm:GetParameter",
        Resource: PARAMETER,
      }),
    ),
    ...changes,
  );
}
