import { problem, rangeProblems } from "../../internal/problem";

/** The processor architectures of EC2, as Amazon Linux names them. */
export type Architecture = "x86_64" | "arm64";

/** Returns the processor architecture of an instance type: `g` after the generation means Graviton, as in `t4g.small`. */
export function architectureOf(instanceType: string): Architecture {
  return /^[a-z]+\d+g/.test(instanceType) || instanceType.startsWith("a1.") ? "arm64" : "x86_64";
}

/**
 * Names the newest Amazon Linux 2023 for an instance type, which EC2 resolves at each launch: new instances are patched,
 * and a new image alone replaces no instance.
 *
 * @see https://docs.aws.amazon.com/linux/al2023/ug/ec2.html
 */
export function latestAmazonLinux(instanceType: string): string {
  const architecture = architectureOf(instanceType);
  return `resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
}

/** Validates an instance type and the id of an image. */
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

/** The instance type, unless another is given. */
export const DEFAULT_INSTANCE_TYPE = "t4g.small";

/** Returns the bounds of the number of instances: one, and at least two while one is replaced, unless others are given. */
export function groupSize(given: {
  readonly minInstances?: number | undefined;
  readonly maxInstances?: number | undefined;
}): { minInstances: number; maxInstances: number } {
  const { minInstances = 1 } = given;
  return { minInstances, maxInstances: given.maxInstances ?? Math.max(2, minInstances) };
}

/** Validates the number of instances. */
export function groupSizeProblems(minInstances: number, maxInstances: number): string[] {
  const bounds = "minInstances is what always runs, maxInstances what load may add";
  return [
    ...rangeProblems("minInstances", minInstances, 1, 100, bounds),
    ...rangeProblems("maxInstances", maxInstances, Math.max(1, minInstances), 100, bounds),
  ];
}

/** The most bytes of user data before encoding. */
const MAX_USER_DATA = 16_384;
/** Bytes of it reserved for the variables that the stack sets. */
const ROOM_FOR_VARIABLES = 1_024;

/** Validates a boot script. */
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
 * Returns the user data of a launch template in base64: the boot script, with variables set after its first line. Values
 * are quoted for the shell.
 */
export function userData(script: string, variables: Record<string, string | number>): string {
  const [interpreter = "", ...rest] = script.split("\n");
  const exports = Object.entries(variables).map(
    ([name, value]) => `export ${name}=${shellWord(String(value))}`,
  );
  return Buffer.from([interpreter, ...exports, ...rest].join("\n")).toString("base64");
}

/** Quotes a word for a POSIX shell where it needs quotes. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * Returns the variables of a boot script: the ports, and those that the caller adds.
 *
 * @throws Error for a name that a shell does not accept, or that a port has
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
