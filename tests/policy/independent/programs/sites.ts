import { blockPublicAccess } from "../../misconfigurations/compliantStacks/resources/pages";
import {
  added,
  declared,
  declaredRaw,
  idOf,
  later,
  output,
  secret,
} from "../../misconfigurations/stackModel";
import { bucket, bucketOrigin, media, secondDistribution, site } from "../base";
import { document, role } from "../documents";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";

const record = (name: string, of: string) =>
  declared("aws:route53/record:Record", name, {
    zoneId: "Z0123456789ABCDEFGHIJ",
    name: `${name}.example.com`,
    type: "A",
    aliases: [
      {
        name: output(of, "domainName"),
        zoneId: output(of, "hostedZoneId"),
        evaluateTargetHealth: false,
      },
    ],
  });

/** Programs of sites whose content comes from buckets. */
export const sites: readonly IndependentCase[] = [
  {
    id: "program-static-site",
    what: "A static site has a private bucket, objects, a record, and a function that adds index.html.",
    source: servicePages.bucketOrigins,
    verdict: "accepted",
    resources: media(
      added(
        record("www", "media-distribution"),
        declared("aws:s3/bucketObjectv2:BucketObjectv2", "index", {
          bucket: output("web-pages", "bucket"),
          key: "index.html",
          contentType: "text/html",
          content: "<!doctype html><title>Acme</title>",
        }),
        declared("aws:s3/bucketVersioning:BucketVersioning", "web-versions", {
          bucket: output("web-pages", "bucket"),
          versioningConfiguration: { status: "Enabled" },
        }),
        declared("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "web-lifecycle", {
          bucket: output("web-pages", "bucket"),
          rules: [{ id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 } }],
        }),
      ),
    ),
  },
  {
    id: "program-signed-cookies",
    what: "A service in the same program sets signed cookies for films, with a key that one role reads.",
    source: servicePages.signedCookies,
    verdict: "accepted",
    resources: media(
      added(
        role("cookie-role", { Service: "lambda.amazonaws.com" }),
        declared("aws:secretsmanager/secret:Secret", "signing-key", {}),
        declared("aws:secretsmanager/secretPolicy:SecretPolicy", "signing-key-reader", {
          secretArn: output("signing-key", "arn"),
          policy: document({
            Effect: "Deny",
            Principal: "*",
            Action: "secretsmanager:GetSecretValue",
            Resource: "*",
            Condition: { StringNotEquals: { "aws:PrincipalArn": output("cookie-role", "arn") } },
          }),
        }),
        declared("aws:iam/rolePolicy:RolePolicy", "cookie-role-reads", {
          role: output("cookie-role", "name"),
          policy: document({
            Effect: "Allow",
            Action: "secretsmanager:GetSecretValue",
            Resource: output("signing-key", "arn"),
          }),
        }),
        declared("aws:lambda/function:Function", "cookies", {
          role: output("cookie-role", "arn"),
          runtime: "nodejs22.x",
          handler: "index.handler",
          s3Bucket: "release-artifacts",
          s3Key: "cookies.zip",
          environment: { variables: { SIGNING_KEY: output("signing-key", "arn") } },
        }),
      ),
    ),
  },
  {
    id: "program-several-distributions",
    what: "A second distribution serves the pages of a campaign from a bucket of its own.",
    source: servicePages.bucketOrigins,
    verdict: "accepted",
    resources: media(
      added(
        ...bucket("campaign", "campaign-distribution"),
        ...secondDistribution("campaign", "media", bucketOrigin("campaign", "campaign"), false),
        record("campaign", "campaign-distribution"),
      ),
    ),
  },
  {
    id: "program-second-site",
    what: "A second distribution with pages of a blog is beside the site with servers.",
    source: servicePages.bucketOrigins,
    verdict: "accepted",
    resources: site(
      added(
        ...bucket("blog", "blog-distribution"),
        ...secondDistribution("blog", "site", bucketOrigin("blog", "blog"), false),
      ),
    ),
  },
  {
    id: "program-bucket-of-uploads",
    what: "A private bucket of uploads, which no distribution serves, notifies a queue.",
    source: servicePages.queues,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:s3/bucket:Bucket", "uploads", {}),
        blockPublicAccess({ name: "uploads" }, "uploads"),
        declared("aws:sqs/queue:Queue", "uploaded", {}),
        declared("aws:s3/bucketNotification:BucketNotification", "uploads-to-queue", {
          bucket: output("uploads", "bucket"),
          queues: [{ queueArn: output("uploaded", "arn"), events: ["s3:ObjectCreated:*"] }],
        }),
      ),
    ),
  },
  {
    id: "program-public-datasets",
    what: "A public bucket of open data, which no distribution serves, is beside the site.",
    source: servicePages.bucketOrigins,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:s3/bucket:Bucket", "datasets", {}),
        declared("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "datasets-open", {
          bucket: output("datasets", "bucket"),
          blockPublicPolicy: false,
          restrictPublicBuckets: false,
        }),
        declared("aws:s3/bucketPolicy:BucketPolicy", "datasets-readers", {
          bucket: output("datasets", "bucket"),
          policy: later(
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::datasets-4f1c2ab/*"}]}',
            ["datasets"],
          ),
        }),
      ),
    ),
  },
  {
    id: "program-imported-certificate",
    what: "A certificate of another authority is imported, with its private key for TLS, as a secret of the configuration.",
    source: servicePages.importedCertificates,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:acm/certificate:Certificate", "imported", {
          certificateBody: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
          privateKey: secret(later("from-the-configuration")),
        }),
        declaredRaw("aws:acm/certificateValidation:CertificateValidation", "validated", {
          certificateArn: output("imported", "arn"),
        }),
      ),
    ),
  },
  {
    id: "program-key-of-tokens",
    what: "A key in KMS signs tokens of the sign-in, for a role that two services share.",
    source: servicePages.keySpecs,
    verdict: "accepted",
    resources: media(
      added(
        role("sign-in", { Service: ["lambda.amazonaws.com", "ecs-tasks.amazonaws.com"] }),
        declared("aws:kms/key:Key", "tokens", {
          customerMasterKeySpec: "RSA_2048",
          keyUsage: "SIGN_VERIFY",
        }),
        declared("aws:kms/alias:Alias", "tokens-name", {
          name: "alias/tokens",
          targetKeyId: idOf("tokens"),
        }),
        declared("aws:iam/rolePolicy:RolePolicy", "sign-in-signs", {
          role: output("sign-in", "name"),
          policy: document({ Effect: "Allow", Action: "kms:Sign", Resource: output("tokens", "arn") }),
        }),
      ),
    ),
  },
];
