/** `secure-origin keys generate`: creates a key pair and stores its private half in AWS. */
import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { type Command, Option } from "commander";
import { print, remark } from "../report";

interface GenerateFlags {
  readonly in: "secretsManager" | "ssm";
  readonly name: string;
  readonly type: "ecdsa" | "rsa";
  readonly region?: string;
  readonly kmsKeyId?: string;
  readonly json?: boolean;
}

const makePair = promisify(generateKeyPair);

async function newPair(
  type: GenerateFlags["type"],
): Promise<{ readonly secret: string; readonly publicPem: string }> {
  const pair = await (type === "rsa"
    ? makePair("rsa", { modulusLength: 2048 })
    : makePair("ec", { namedCurve: "P-256" }));
  return {
    secret: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicPem: pair.publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}

const examples = `
Example:
  $ secure-origin keys generate --in secretsManager --name members/prod/signing-k2 > k2.pub.pem

Prints the public half on standard output, the ARN and the next step on standard error. The private half is never
printed, and never written to a file.`;

/** Adds the command. */
export function addKeysGenerate(group: Command): void {
  group
    .command("generate")
    .description("create a key pair and store its private half in Secrets Manager or Parameter Store")
    .addOption(
      new Option("--in <where>", "where to store it")
        .choices(["secretsManager", "ssm"])
        .makeOptionMandatory(),
    )
    .requiredOption(
      "--name <name>",
      "name of the new secret or parameter; an existing one is never overwritten",
    )
    .addOption(
      new Option("--type <type>", "type of key: ECDSA P-256 or RSA 2048")
        .choices(["ecdsa", "rsa"])
        .default("ecdsa"),
    )
    .option("--region <region>", "AWS region; default: that of the environment")
    .option("--kms-key-id <id>", "KMS key that encrypts it; default: the AWS managed key of the service")
    .option("--json", "print one JSON object with arn and publicKeyPem")
    .addHelpText("after", examples)
    .action(async (flags: GenerateFlags, command: Command) => {
      const { storeKey } = await import("./keyStore");
      const { secret, publicPem } = await newPair(flags.type);
      const arn = await storeKey({ ...flags, where: flags.in, text: secret });
      print(command, flags.json ? JSON.stringify({ arn, publicKeyPem: publicPem }) : publicPem.trimEnd());
      remark(
        command,
        `ARN: ${arn}\nNext: secure-origin keys announce ID --source ${flags.in} --arn ${arn} --public-key FILE`,
      );
    });
}
