/** Outputs of a stack that a check of its site needs. */
import { CommandError } from "../report";
import type { StackNameFlags } from "../stack/stackReference";
import { readStackState } from "../stack/stackState";

/** The outputs. */
export interface StackOutputs {
  readonly url: string;
  readonly activeKeyId: string;
  readonly signingKeyArn: string;
  readonly headerName: string;
  readonly albDnsName: string;
  /** Undefined where the stack has no instances of its own. */
  readonly appRoleArn: string | undefined;
  /** Undefined where no bucket serves signed files. */
  readonly signedBucketDomainName: string | undefined;
}

interface Resource {
  readonly type?: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/**
 * Reads the outputs of a stack.
 *
 * @throws CommandError when one is missing
 */
export async function readStackOutputs(flags: StackNameFlags): Promise<StackOutputs> {
  const { stack } = flags;
  const state = (await readStackState(flags)) as { deployment?: { resources?: readonly Resource[] } };
  const outputs = state.deployment?.resources?.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs;
  const text = (name: string): string => {
    const value = outputs?.[name];
    if (typeof value !== "string") {
      throw new CommandError(
        `stack ${stack} has no output ${name}`,
        "export url, activeKeyId, signingKeyArn, headerName, albDnsName and appRoleArn of the SecureOrigin in its program; then pulumi up",
      );
    }
    return value;
  };
  const optional = (name: string): string | undefined =>
    outputs?.[name] === undefined ? undefined : text(name);
  return {
    url: text("url"),
    activeKeyId: text("activeKeyId"),
    signingKeyArn: text("signingKeyArn"),
    headerName: text("headerName"),
    albDnsName: text("albDnsName"),
    appRoleArn: optional("appRoleArn"),
    signedBucketDomainName: optional("signedBucketDomainName"),
  };
}

/** Returns the `--private-key` reference for the ARN of a key. */
export function keyReference(arn: string): string {
  const service = arn.split(":")[2] ?? "";
  return `${service === "secretsmanager" || service === "ssm" ? service : "kms"}:${arn}`;
}
