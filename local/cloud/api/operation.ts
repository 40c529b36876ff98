import type { z } from "zod";
import type { Statement } from "../access/policyDocument";
import type { AccountState } from "../account/accountState";
import type { Message } from "./messages";

/** What an operation may look at and use: the account, the region that the client signed for, the way to subscribers. */
export interface ApiScope {
  readonly account: AccountState;
  readonly region: string;
  /** Hands a message to whoever subscribes to its topic. */
  deliver(message: Message): void;
}

/** What a call is about, and the policies that it carries itself. */
export interface Subject {
  /** Its ARN, which policies name. */
  readonly arn: string;
  /** The policy on the resource itself, if it has one. */
  readonly policy?: readonly Statement[];
  /** True where that policy must allow, as for KMS keys. */
  readonly decides: boolean;
  /** Condition keys of this call, lower-case. */
  readonly context?: Readonly<Record<string, string>>;
}

/** One more action that a call needs. */
export interface Demand {
  readonly action: string;
  readonly subject: Subject;
}

/** One operation of an AWS service. */
export interface Operation<Input = never> {
  /** As the header X-Amz-Target names it, `TrentService.Sign`; in the query protocol service and action, `SNS.Publish`. */
  readonly target: string;
  /** As policies name it: `kms:Sign`. */
  readonly action: string;
  /** AWS's page of the operation. */
  readonly source: string;
  readonly input: z.ZodType<Input>;
  /** Finds what the call is about. It may not exist: AWS judges the caller first, by the name that it gave. */
  subject(input: Input, scope: ApiScope): Subject;
  /** What the caller must be allowed besides: the key under which a value is encrypted. */
  also?(input: Input, scope: ApiScope): readonly Demand[];
  /** AWS's codes for what it refuses, those of all operations left out. */
  readonly codes: readonly string[];
  /** Does it, once the caller may. */
  answer(input: Input, scope: ApiScope): Record<string, unknown>;
}

/** An answer with an AWS error code. */
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

/** Ties an operation's parts together while its input type is known. */
export function operation<Input>(given: Operation<Input>): Operation {
  return given as unknown as Operation;
}
