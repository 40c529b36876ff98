/** Errors of AWS calls, with what to do about them. */
import { SignerError } from "../shared/errors";

const remedies: Readonly<Record<string, string>> = {
  AccessDeniedException: "allow this action in the policy of the role",
  CredentialsProviderError: "give this process AWS credentials",
  ResourceNotFoundException: "check the ARN, the region and the account",
  NotFoundException: "check the ARN, the region and the account",
  ParameterNotFound: "check the name, the region and the account",
  ResourceExistsException: "choose another name: a key in use is never overwritten",
  ParameterAlreadyExists: "choose another name: a key in use is never overwritten",
  DecryptionFailure: "allow kms:Decrypt on the KMS key that encrypts it",
};

/** Wraps an error of an SDK client. `call` names the action as IAM does. */
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
