/** An AWS call that failed, in the words of the one who has to mend it. */
import { SignerError } from "../shared/errors";

const remedies: Readonly<Record<string, string>> = {
  AccessDeniedException: "let this role do it: the policy needs the action named here",
  CredentialsProviderError: "give this process AWS credentials",
  ResourceNotFoundException: "check the ARN, its region and its account",
  NotFoundException: "check the ARN, its region and its account",
  ParameterNotFound: "check the name, its region and its account",
  ResourceExistsException: "take another name: a key that is in use is never overwritten",
  ParameterAlreadyExists: "take another name: a key that is in use is never overwritten",
  DecryptionFailure: "let this role use the KMS key that encrypts it (kms:Decrypt)",
};

/** Wraps what an SDK client threw. `call` names the action as IAM does. */
export function serviceError(call: string, target: string, cause: unknown): SignerError {
  const name = cause instanceof Error ? cause.name : "unknown error";
  const remedy = remedies[name];
  const details = remedy === undefined ? { cause } : { cause, remedy };
  return new SignerError("ERR_SERVICE", `${call} failed for ${target}: ${name}`, details);
}

/** Wraps the failure to load an SDK client, which is an optional dependency. */
export function missingClient(packageName: string, cause: unknown): SignerError {
  return new SignerError("ERR_SERVICE", `${packageName} is not installed`, {
    remedy: `npm install ${packageName}`,
    cause,
  });
}
