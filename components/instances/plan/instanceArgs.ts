import { problem, rangeProblems } from "../../internal/problem";

/** The two processor families of EC2, as Amazon Linux names them. */
export type Architecture = "x86_64" | "arm64";

/** The processor of an instance type: a `g` behind the generation is Graviton, as in `t4g.small`. */
export function architectureOf(instanceType: string): Architecture {
  return /^[a-z]+\d+g/.test(instanceType) || instanceType.startsWith("a1.") ? "arm64" : "x86_64";
}

/**
 * The newest Amazon Linux 2023 of a processor family, resolved by EC2 at each launch: instances come up patched,
 * and a new image by itself replaces no instance.
 *
 * @see https://docs.aws.amazon.com/linux/al2023/ug/ec2.html
 */
export function latestAmazonLinux(instanceType: string): string {
  const architecture = architectureOf(instanceType);
  return `resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
}

/** Says what is wrong with an instance type, or with an image that is named rather than looked up. */
export function launchProblems(instanceType: string, imageId: string | undefined): string[] {
  return [
    ...(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(instanceType)
      ? []
      : [problem("instanceType", instanceType, "an instance type of EC2", 'write it like "t4g.small"')]),
    ...(imageId === undefined || /^(ami-[0-9a-f]{8,17}|resolve:ssm:.+)$/.test(imageId)
      ? []
      : [problem("imageId", imageId, "the id of an image", 'write it like "ami-0123456789abcdef0"')]),
  ];
}

/** Says what is wrong with the size of a fleet. */
export function fleetSizeProblems(minInstances: number, maxInstances: number): string[] {
  const bounds = "minInstances is what always runs, maxInstances what load may add";
  return [
    ...rangeProblems("minInstances", minInstances, 1, 100, bounds),
    ...rangeProblems("maxInstances", maxInstances, Math.max(1, minInstances), 100, bounds),
  ];
}

/**
 * Says what is wrong with the port of a tier.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export function portProblems(what: string, port: number): string[] {
  return rangeProblems(what, port, 1024, 65535, "the application runs without root, which lower ports need");
}

/**
 * Says what is wrong with the port of the HTTPS listener, which a VPC origin calls.
 *
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginEndpointConfig.html
 */
export function listenerPortProblems(port: number): string[] {
  if (port === 443) {
    return [];
  }
  return rangeProblems(
    "listenerPort",
    port,
    1024,
    65535,
    "choose 443, or a port from 1024 on: CloudFront calls no other",
  );
}

/** EC2 takes 16 KB of user data, before it is encoded. */
const MAX_USER_DATA = 16_384;
/** What is kept free of it for the variables that the stack sets. */
const ROOM_FOR_VARIABLES = 1_024;

/** Says what is wrong with a boot script. */
export function bootScriptProblems(script: string): string[] {
  const bytes = Buffer.byteLength(script);
  return [
    ...(script.startsWith("#!")
      ? []
      : [
          problem(
            "bootScript",
            script.slice(0, 20),
            'a script that begins with "#!"',
            "name its interpreter",
          ),
        ]),
    ...(bytes > MAX_USER_DATA - ROOM_FOR_VARIABLES
      ? [
          problem(
            "bootScript",
            `${bytes} bytes`,
            `${MAX_USER_DATA - ROOM_FOR_VARIABLES} bytes`,
            "fetch the larger part from a bucket",
          ),
        ]
      : []),
  ];
}

/**
 * The script with variables set behind its first line, as base64: what a launch template takes as user data. Values are
 * quoted, so that the shell reads them as they are.
 */
export function userData(script: string, variables: Record<string, string | number>): string {
  const [interpreter = "", ...rest] = script.split("\n");
  const exports = Object.entries(variables).map(
    ([name, value]) => `export ${name}=${shellWord(String(value))}`,
  );
  return Buffer.from([interpreter, ...exports, ...rest].join("\n")).toString("base64");
}

/** One word of a POSIX shell; plain ones stay as they are. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * The variables of a boot script: the ports, and what the caller adds.
 *
 * @throws Error for a name that the shell would not take, or that the fleet sets itself
 */
export function bootVariables<Ports extends object>(
  ports: Ports,
  given: { [name: string]: string },
): Ports & { [name: string]: string } {
  const taken = Object.keys(ports);
  const wrong = Object.keys(given).find((name) => !/^[A-Z_][A-Z0-9_]*$/.test(name) || taken.includes(name));
  if (wrong !== undefined) {
    const allowed = `names of capital letters, digits and _, but not ${taken.join(" and ")}`;
    throw new Error(problem("environment", wrong, allowed, "choose another name"));
  }
  return { ...given, ...ports };
}

/** One port that the fleet serves, named by the first tier that uses it. */
export interface TierPort {
  tier: string;
  port: number;
}

/** The distinct ports of the tiers: an application with one port serves both tiers on it. */
export function distinctPorts(publicPort: number, signedPort: number): TierPort[] {
  const ports = [
    { tier: "public", port: publicPort },
    { tier: "signed", port: signedPort },
  ];
  return publicPort === signedPort ? ports.slice(0, 1) : ports;
}
