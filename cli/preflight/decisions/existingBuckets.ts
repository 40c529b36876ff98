/** Checks buckets of files that exist already: what the policy pack cannot see where another stack has their policy. */
import { coversReading, readersOf, type Trusted } from "../../../policy/reachability/buckets/bucketReaders";
import { coversAction, readDocument, type Statement } from "../../../policy/values/policyDocuments";
import { blocker, type Finding, ok, warning } from "../finding";
import type { ExistingBucket, OwnResources } from "../requirements";

/** What AWS says of a bucket that the stack reads but does not create. */
export type ExistingBucketState =
  | { readonly kind: "missing" | "refused" }
  | { readonly kind: "moved"; readonly region: string | undefined }
  | {
      readonly kind: "found";
      /** The settings of its public access block that are off. */
      readonly unblocked: readonly string[];
      readonly policy: string | undefined;
      /** The key of KMS that encrypts it; undefined for S3's own keys. */
      readonly key: { readonly id: string; readonly policy: string | undefined } | undefined;
    };

/** Judges a bucket of files. */
export function judgeExistingBucket(
  bucket: ExistingBucket,
  state: ExistingBucketState,
  own: OwnResources,
  account: string,
): Finding[] {
  const { setting, name, region } = bucket;
  switch (state.kind) {
    case "missing":
      return [
        blocker(
          setting,
          `there is no bucket ${name}`,
          `create it, or leave ${setting} out: the stack then creates one`,
        ),
      ];
    case "refused":
      return [
        warning(
          setting,
          `${name} exists, but the caller may not read its settings`,
          "allow s3:ListBucket, or ask its owner whether it blocks public access and who may read it",
        ),
      ];
    case "moved":
      return [
        blocker(
          setting,
          `${name} is in ${state.region ?? "another region"}, not in ${region}`,
          `write bucketDomainName: ${name}.s3.${state.region ?? "REGION"}.amazonaws.com`,
        ),
      ];
    case "found": {
      const reader = readerOf(own, account);
      const found = [
        ...blockFindings(bucket, state.unblocked),
        ...policyFindings(bucket, state.policy, own, reader),
        ...keyFindings(bucket, state.key, reader),
      ];
      const what = setting === "signedBucket" ? "is private" : "blocks public access";
      return found.length > 0 ? found : [ok(setting, `${name} ${what}, in ${region}`)];
    }
  }
}

/** The distribution of the stack, as policies name it; without one nothing is deployed yet. */
function readerOf(own: OwnResources, account: string): Trusted {
  const ids = [...own.ids].filter((id) => /^E[A-Z0-9]{4,}$/.test(id));
  return {
    distributions: new Set(ids.map((id) => `arn:aws:cloudfront::${account}:distribution/${id}`)),
    isComplete: true,
    account,
    identities: new Set(),
    admins: [],
  };
}

function blockFindings({ setting, name }: ExistingBucket, unblocked: readonly string[]): Finding[] {
  return unblocked.length === 0
    ? []
    : [
        warning(
          setting,
          `${name} does not block public access: ${unblocked.join(", ")}`,
          `block it: aws s3api put-public-access-block --bucket ${name} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`,
        ),
      ];
}

function policyFindings(
  { setting, name, writePolicy }: ExistingBucket,
  policy: string | undefined,
  own: OwnResources,
  reader: Trusted,
): Finding[] {
  if (writePolicy) {
    // A bucket's policy has the bucket's name as its id.
    return policy === undefined || own.ids.has(name)
      ? []
      : [
          warning(
            setting,
            `${name} has a policy, which the stack replaces`,
            "keep a copy, or set writePolicy to false and add the statement of the output filesBucketPolicies to it",
          ),
        ];
  }
  const statements = statementsOf(policy);
  const others = statements.flatMap((statement, index) => {
    const readers = statement.allows && coversReading(statement) ? readersOf(statement, reader) : undefined;
    // Before the first deployment, no distribution is known to be the stack's own.
    const isOther = readers?.kind === "open" && (reader.distributions.size > 0 || !isOfOne(statement));
    return isOther ? [`statement ${index + 1} lets ${readers.who} read`] : [];
  });
  return [
    ...(setting === "signedBucket" && others.length > 0
      ? [
          warning(
            setting,
            `the policy of ${name} admits others than the distribution: ${others.join("; ")}`,
            "remove the statement: reading the bucket takes no signature",
          ),
        ]
      : []),
    ...(reader.distributions.size === 0 || statements.some((each) => admits(each, "s3:GetObject", reader))
      ? []
      : [
          warning(
            setting,
            `the policy of ${name} does not let the distribution read`,
            "add the statement of the output filesBucketPolicies to it",
          ),
        ]),
  ];
}

function keyFindings(
  { setting, name }: ExistingBucket,
  key: { readonly id: string; readonly policy: string | undefined } | undefined,
  reader: Trusted,
): Finding[] {
  if (key === undefined) {
    return [];
  }
  if (key.policy === undefined) {
    return [
      blocker(
        setting,
        `${name} is encrypted with AWS's own key ${key.id}, which CloudFront cannot use`,
        "encrypt it with S3's own keys (AES256) or with a KMS key of yours, and copy its objects onto themselves",
      ),
    ];
  }
  return reader.distributions.size === 0 ||
    statementsOf(key.policy).some((each) => admits(each, "kms:Decrypt", reader))
    ? []
    : [
        warning(
          setting,
          `the policy of key ${key.id}, which encrypts ${name}, does not let the distribution decrypt`,
          "add the statement of the output filesKeyPolicy to it",
        ),
      ];
}

function statementsOf(policy: string | undefined): readonly Statement[] {
  const document = readDocument(
    policy === undefined
      ? { state: "absent", path: "policy" }
      : { state: "known", path: "policy", value: policy },
  );
  return document.state === "known" ? document.statements : [];
}

/** Returns whether a statement lets CloudFront do something for the stack's distribution, and for no other. */
function admits(statement: Statement, action: string, reader: Trusted): boolean {
  return (
    statement.allows &&
    statement.namedPrincipals.some(({ value }) => value === "cloudfront.amazonaws.com") &&
    coversAction(statement, action) &&
    readersOf(statement, reader).kind === "closed"
  );
}

/** Returns whether a statement is for named distributions only. */
function isOfOne({ conditions }: Statement): boolean {
  return conditions.some(
    ({ key, values }) => key === "aws:sourcearn" && values.every((value) => !/[*?]/.test(value)),
  );
}
