import * as pulumi from "@pulumi/pulumi";
import { unhandledRejectionOf } from "../../support/unhandled";

/** A resource as the engine was asked for it. Secret inputs are opened; `secrets` names those that held one. */
export interface Made {
  type: string;
  name: string;
  inputs: { [key: string]: unknown };
  secrets: string[];
  options: pulumi.CustomResourceOptions;
  /** Names of the resources, or components, that it waits for by `dependsOn`. */
  waitsFor: string[];
}

/** What a component made, and which functions it called. */
export interface Recording<T> {
  component: T;
  made: Made[];
  calls: string[];
  /** Arguments of the last call of each function. */
  callInputs: { [token: string]: { [key: string]: unknown } };
}

const SECRET_MARK = "4dabf18193072939515e22adb298388d";

/** The ARN of a secret with a logical name. */
export const secretArn = (name: string): string =>
  `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`;

/** What AWS would tell of a resource, as far as the components read it. */
const COMPUTED: { [type: string]: ((inputs: Made["inputs"], name: string) => object) | undefined } = {
  "aws:lb/loadBalancer:LoadBalancer": (_, name) => ({
    dnsName: `internal-${name}.elb.amazonaws.com`,
    zoneId: "ZALB",
  }),
  "aws:cloudfront/distribution:Distribution": () => ({
    domainName: "d111.cloudfront.net",
    hostedZoneId: "Z2FDTNDATAQYW2",
  }),
  "aws:acm/certificate:Certificate": (inputs) => ({
    domainValidationOptions: [
      inputs.domainName,
      ...((inputs.subjectAlternativeNames as string[] | undefined) ?? []),
    ]
      .map((domain) => ({
        domainName: domain,
        resourceRecordName: `_proof.${String(domain)}`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_proof.acm-validations.aws.",
      }))
      .reverse(),
  }),
  "aws:route53/record:Record": (inputs) => ({ fqdn: inputs.name }),
  "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 3 }),
  "aws:s3/bucket:Bucket": (_, name) => ({
    bucket: name,
    bucketRegionalDomainName: `${name}.s3.amazonaws.com`,
  }),
  "aws:kms/key:Key": (_, name) => ({ keyId: `${name}-uuid` }),
  "random:index/randomBytes:RandomBytes": (_, name) => ({
    hex: { [SECRET_MARK]: "1b47061264138c4ac30d75fd1eb44270", value: Buffer.from(name).toString("hex") },
    base64: {
      [SECRET_MARK]: "1b47061264138c4ac30d75fd1eb44270",
      value: Buffer.from(name).toString("base64"),
    },
  }),
  "random:index/randomId:RandomId": () => ({ hex: "0a1b2c3d" }),
  "aws:s3/bucketObjectv2:BucketObjectv2": ({ bucket, key }) => ({ bucket, key }),
  "aws:secretsmanager/secretVersion:SecretVersion": (_, name) => ({ secretArn: secretArn(name) }),
  "aws:sns/topic:Topic": (_, name) => ({ arn: `arn:aws:sns:eu-west-1:111122223333:${name}` }),
  "aws:cognito/userPool:UserPool": () => ({
    endpoint: "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool",
  }),
  "aws:cognito/userPoolClient:UserPoolClient": (_, name) => ({
    clientSecret: { [SECRET_MARK]: "1b47061264138c4ac30d75fd1eb44270", value: `secret of ${name}` },
  }),
};

/** A P-256 public key, made for these tests. */
export const PUBLIC_KEY = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEr5t7mKdSq2KvjwSalPv3UnAgFzia
AeKxyrsfZ0/S++T7Olb31vsgxygKKr3QMrdj0AgpBo9qQCXo9k4Zjjpp5A==
-----END PUBLIC KEY-----
`;

/** What functions answer. */
const ANSWERS: { [token: string]: object | undefined } = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": {
    names: ["eu-west-1c", "eu-west-1a", "eu-west-1b"],
  },
  "aws:index/getCallerIdentity:getCallerIdentity": { accountId: "111122223333" },
  "aws:index/getPartition:getPartition": { partition: "aws" },
  "aws:index/getRegion:getRegion": { region: "eu-west-1" },
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": { id: "pl-cloudfront" },
  "aws:ec2/getSecurityGroup:getSecurityGroup": { id: "sg-service" },
  "aws:lb/getLoadBalancer:getLoadBalancer": {
    internal: true,
    loadBalancerType: "application",
    vpcId: "vpc-9",
    securityGroups: ["sg-alb"],
    dnsName: "internal-own.elb.amazonaws.com",
    zoneId: "ZOWN",
  },
  "aws:kms/getPublicKey:getPublicKey": { publicKeyPem: PUBLIC_KEY },
};

/** Subnets lie in the zone that their id ends with: `subnet-1` in euw1-az1. */
function subnet(id: string): object {
  const zone = id.split("-").at(-1) ?? "";
  return { id, vpcId: "vpc-9", availabilityZone: `eu-west-1${zone}`, availabilityZoneId: `euw1-az${zone}` };
}

function answer(token: string, inputs: { [key: string]: unknown }): object {
  if (token === "aws:ec2/getSubnet:getSubnet") {
    return subnet(String(inputs.id));
  }
  if (token === "aws:cloudfront/getCachePolicy:getCachePolicy") {
    return { id: inputs.name, ...inputs };
  }
  const known = ANSWERS[token];
  if (known === undefined) {
    throw new Error(`the recorder has no answer for ${token}`);
  }
  return { ...inputs, ...known };
}

function created(type: string, name: string, inputs: Made["inputs"]): { id: string; state: object } {
  return {
    id: `${name}-id`,
    state: { ...inputs, arn: `arn:${name}`, name, ...COMPUTED[type]?.(inputs, name) },
  };
}

/**
 * Makes a component on Pulumi's mocks and records all that it asks for.
 *
 * @param make gets the options that the component has to be made with
 * @param preview true leaves unknown what only AWS can tell
 */
export async function record<T>(
  make: (options: pulumi.ComponentResourceOptions) => T,
  { preview = false } = {},
): Promise<Recording<T>> {
  const seen = new Map<string, pulumi.CustomResourceOptions>();
  const resources: pulumi.Resource[] = [];
  const asked: { type: string; name: string; inputs: Made["inputs"] }[] = [];
  const calls: string[] = [];
  const callInputs: Recording<T>["callInputs"] = {};
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        const own = inputs as Made["inputs"];
        asked.push({ type, name, inputs: own });
        return preview ? { id: undefined, state: own } : created(type, name, own);
      },
      call: ({ token, inputs }) => {
        calls.push(token);
        callInputs[token] = inputs as { [key: string]: unknown };
        return answer(token, inputs as { [key: string]: unknown });
      },
    },
    "secure-origin",
    "test",
    preview,
  );
  const limit = Error.stackTraceLimit;
  // Pulumi formats a stack trace for each promise, which takes longer than all else here.
  Error.stackTraceLimit = 0;
  let component: T;
  try {
    component = make({
      transformations: [
        ({ resource, type, name, opts }) => {
          seen.set(`${type} ${name}`, opts);
          resources.push(resource);
          return undefined;
        },
      ],
    });
    await Promise.all(resources.map((resource) => valueOf(resource.urn)));
  } finally {
    Error.stackTraceLimit = limit;
  }
  // Components tell their outputs last: told later, they would reach the mocks of the next recording.
  await pulumi.runtime.disconnect();
  const made = await Promise.all(
    asked.map(async ({ type, name, inputs }) => {
      const options = seen.get(`${type} ${name}`) ?? {};
      return { type, name, options, ...openSecrets(inputs), waitsFor: await namesWaitedFor(options) };
    }),
  );
  return { component, made, calls, callInputs };
}

/** The message with which a component refuses its arguments. It must not have made anything by then. */
export async function refusal(
  make: (options: pulumi.ComponentResourceOptions) => pulumi.ComponentResource,
): Promise<string> {
  const recording = await record((options) => {
    try {
      make(options);
    } catch (error) {
      return (error as Error).message;
    }
    return undefined;
  });
  const { component: message, made } = recording;
  if (message === undefined || made.length > 0) {
    throw new Error(`not refused before ${made.length} resources were made: ${message ?? "no error"}`);
  }
  return message;
}

/**
 * The message with which a component fails on what AWS tells of the caller's own resources, and the types of what was
 * asked for all the same.
 */
export async function failure(
  make: (options: pulumi.ComponentResourceOptions) => pulumi.ComponentResource,
): Promise<[string, string[]]> {
  const asked: string[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        asked.push(type);
        return created(type, name, inputs as Made["inputs"]);
      },
      call: ({ token, inputs }) => answer(token, inputs as { [key: string]: unknown }),
    },
    "secure-origin",
    "test",
  );
  // Pulumi waits for nobody here: an error inside an output ends as a rejection that nobody holds.
  const { message } = await unhandledRejectionOf(() => make({}));
  return [message, asked];
}

/** The value of an output that is known. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply((value) => {
      resolve(value);
    });
  });
}

/** Tells whether a preview cannot know an output yet. */
export async function isUnknown(output: pulumi.Output<unknown>): Promise<boolean> {
  const { isKnown } = output as unknown as { isKnown: Promise<boolean> };
  return !(await isKnown);
}

/** The inputs of the one resource with a type and name. */
export function inputsOf(recording: Recording<unknown>, type: string, name: string): Made["inputs"] {
  return find(recording, type, name).inputs;
}

/** The one resource with a type and name. */
export function find(recording: Recording<unknown>, type: string, name: string): Made {
  const found = recording.made.filter((made) => made.type === type && made.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`${found.length} resources are ${type} ${name}`);
  }
  return only;
}

/** Type and name of all that was made below the component itself, sorted. */
export function children(recording: Recording<unknown>): string[] {
  return recording.made
    .filter((made) => made.options.parent !== undefined)
    .map((made) => `${made.type} ${made.name}`)
    .sort();
}

async function namesWaitedFor(options: pulumi.CustomResourceOptions): Promise<string[]> {
  const waited = await valueOf(pulumi.output(options.dependsOn ?? []) as pulumi.Output<unknown>);
  const list = (Array.isArray(waited) ? waited : [waited]) as pulumi.Resource[];
  return Promise.all(list.map(async (resource) => (await valueOf(resource.urn)).split("::").at(-1) ?? ""));
}

function openSecrets(inputs: Made["inputs"]): Pick<Made, "inputs" | "secrets"> {
  const entries = Object.entries(inputs).map(([key, value]) => {
    const secret = typeof value === "object" && value !== null && SECRET_MARK in value;
    return { key, secret, value: secret ? (value as unknown as { value: unknown }).value : value };
  });
  return {
    inputs: Object.fromEntries(entries.map(({ key, value }) => [key, value])),
    secrets: entries.filter(({ secret }) => secret).map(({ key }) => key),
  };
}
