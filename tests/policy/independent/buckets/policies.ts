import { type Change, declared, output, set } from "../../misconfigurations/stackModel";
import { document, type Statement } from "../documents";

/** The films, by the literal name of their bucket, which a preview shows. */
export const FILMS = "arn:aws:s3:::acme-films/*";
/** The statement that lets everybody read the films. */
export const EVERYBODY = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: FILMS };

/** Returns the statement by which one distribution reads the films. */
export function readBy(...distributions: string[]): Statement {
  return {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: FILMS,
    Condition: { StringEquals: { "AWS:SourceArn": distributions.map((name) => output(name, "arn")) } },
  };
}

/** The statement by which the site's own distribution reads the films. */
export const OURS = readBy("media-distribution");

/** Sets the statements of the films' bucket policy. */
export function films(...statements: Statement[]): Change {
  return set("films-pages-readers", "policy", document(...statements));
}

/** Switches a bucket's public access block off, or a part of it. */
export function unblocked(name: string, ...flags: string[]): Change {
  const all = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
  return (stack) =>
    (flags.length === 0 ? all : flags).reduce(
      (changed, flag) => set(`${name}-pages-closed`, flag, false)(changed),
      stack,
    );
}

/** Has objects belong to who writes them, so that their ACLs count. */
export const WRITERS_OWN = declared(
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "films-owners",
  {
    bucket: output("films-pages", "bucket"),
    rule: { objectOwnership: "ObjectWriter" },
  },
);

/** The statement that leaves access to the bucket's access points. */
export const ACCESS_POINTS: Statement = {
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: "*",
  Resource: ["arn:aws:s3:::acme-films", FILMS],
  Condition: { StringEquals: { "s3:DataAccessPointAccount": "111122223333" } },
};

/** The objects of the access point `films`. */
export const POINT = "arn:aws:s3:eu-west-1:111122223333:accesspoint/films/object/*";
