import type { z } from "zod";
import type { Statement } from "../access/policyDocument";
import type { AccountState } from "../account/accountState";
import type { Message } from "./messages";

/**
 * The context of an operation: the account, the region that the request is signed for, and the delivery of messages.
 */
export interface ApiScope {
  readonly account: AccountState;
  readonly region: string;
  /** Delivers a message to a topic's subscribers. */
  deliver(message: Message): void;
}

/** The resource of a call, and its own policy. */
export interface Subject {
  /** The ARN that policies name. */
  readonly arn: string;
  /** The resource's own policy, if it has one. */
  readonly policy?: readonly Statement[];
  /** True if that policy must allow, as for KMS keys. */
  readonly decides: boolean;
  /** Condition keys of the call, in lower case. */
  readonly context?: Readonly<Record<string, string>>;
}

/** A further action that a call requires. */
export interface Demand {
  readonly action: string;
  readonly subject: Subject;
}

/** An operation of an AWS service. */
export interface Operation<Input = never> {
  /**
   * Its name in the header X-Amz-Target, `TrentService.Sign`; in the query protocol service and action, `SNS.Publish`.
   */
  readonly target: string;
  /** Its name in policies: `kms:Sign`. */
  readonly action: string;
  /** AWS's reference page. */
  readonly source: string;
  readonly input: z.ZodType<Input>;
  /** Returns the resource of a call. It may not exist: AWS authorises the caller first, by the name given. */
  subject(input: Input, scope: ApiScope): Subject;
  /** Returns what else the caller must be allowed: the use of an encryption key. */
  also?(input: Input, scope: ApiScope): readonly Demand[];
  /** AWS's error codes, without those common to all operations. */
  readonly codes: readonly string[];
  /** Performs the operation for an authorised caller. */
  answer(input: Input, scope: ApiScope): Record<string, unknown>;
}

/** An error response of AWS. */
export class ApiError extends Error {
  constructor(
    /** AWS's own code: `NotFoundException`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

/** Erases an operation's input type. */
export function operation<Input>(given: Operation<Input>): Operation {
  return given as unknown as Operation;
}
