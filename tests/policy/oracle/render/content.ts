/** Renders buckets, and functions with URLs. */
import { declared, idOf, type joined, output, type Resource } from "../../misconfigurations/stackModel";
import type { Bucket, Reader, WebFunction } from "../world/edge";
import type { World } from "../world/world";

/** Renders the buckets and functions of a stack. */
export function content(world: World): Resource[] {
  return [...world.buckets.flatMap(bucketResources), ...world.functions.flatMap(functionResources)];
}

function bucketResources(bucket: Bucket): Resource[] {
  const { name, readers, blocks, acl, website } = bucket;
  const isBlocked = blocks === "all";
  return [
    declared("aws:s3/bucket:Bucket", name, {}),
    declared("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", `${name}-block`, {
      bucket: idOf(name),
      blockPublicAcls: isBlocked,
      blockPublicPolicy: isBlocked,
      ignorePublicAcls: isBlocked,
      restrictPublicBuckets: isBlocked,
    }),
    ...(acl === undefined
      ? []
      : [declared("aws:s3/bucketAcl:BucketAcl", `${name}-acl`, { bucket: idOf(name), acl })]),
    ...(website
      ? [
          {
            ...declared("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", `${name}-website`, {
              bucket: idOf(name),
            }),
            type: "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
            props: { bucket: idOf(name), indexDocument: { suffix: "index.html" } },
          },
        ]
      : []),
    ...(readers.length === 0 ? [] : [bucketPolicy(name, readers)]),
  ];
}

function bucketPolicy(name: string, readers: readonly Reader[]): Resource {
  const texts = readers.map((reader) => statement(name, reader));
  const parts = texts.flatMap((each, index) => [...(index > 0 ? [","] : []), ...each]);
  return declared("aws:s3/bucketPolicy:BucketPolicy", `${name}-policy`, {
    bucket: idOf(name),
    policy: { $: "joined", parts: ['{"Version":"2012-10-17","Statement":[', ...parts, "]}"] },
  });
}

type Parts = Parameters<typeof joined>[1][] | (string | ReturnType<typeof output>)[];

function statement(name: string, reader: Reader): Parts {
  const head = '{"Effect":"Allow","Action":"s3:GetObject","Resource":"';
  const resource = [head, output(name, "arn"), '/*","Principal":'];
  if (reader === "everybody") {
    return [...resource, '"*"}'];
  }
  if ("account" in reader) {
    return [...resource, `{"AWS":"arn:aws:iam::${reader.account}:root"}}`];
  }
  const service = '{"Service":"cloudfront.amazonaws.com"}';
  if ("distribution" in reader) {
    return [
      ...resource,
      `${service},"Condition":{"StringEquals":{"AWS:SourceArn":"`,
      output(reader.distribution, "arn"),
      '"}}}',
    ];
  }
  if ("anyDistributionOf" in reader && reader.anyDistributionOf === "own") {
    return [
      ...resource,
      `${service},"Condition":{"StringLike":{"AWS:SourceArn":"arn:aws:cloudfront::111122223333:distribution/*"}}}`,
    ];
  }
  return [...resource, `${service}}`];
}

function functionResources({ name, urlAuthorization, invoker }: WebFunction): Resource[] {
  const permission =
    invoker === undefined
      ? undefined
      : invoker === "everybody"
        ? { principal: "*" }
        : {
            principal: "cloudfront.amazonaws.com",
            ...("distribution" in invoker && { sourceArn: output(invoker.distribution, "arn") }),
          };
  return [
    declared("aws:lambda/function:Function", name, {
      role: "arn:aws:iam::111122223333:role/function",
      runtime: "nodejs22.x",
      handler: "index.handler",
    }),
    {
      ...declared("aws:lambda/functionUrl:FunctionUrl", `${name}-url`, {
        functionName: output(name, "name"),
        authorizationType: urlAuthorization,
      }),
      outputs: { id: name, functionUrl: `https://${name.replace("-", "")}.lambda-url.eu-west-1.on.aws/` },
    },
    ...(permission === undefined
      ? []
      : [
          {
            ...declared("aws:lambda/functionUrl:FunctionUrl", `${name}-permission`, {
              functionName: output(name, "name"),
              authorizationType: urlAuthorization,
            }),
            type: "aws:lambda/permission:Permission",
            props: {
              function: output(name, "name"),
              action: "lambda:InvokeFunctionUrl",
              functionUrlAuthType: urlAuthorization,
              ...permission,
            },
          },
        ]),
  ];
}
