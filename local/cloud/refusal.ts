/** Where a refusal comes from: an AWS service with its operation, as the AWS provider names them. */
export interface RefusedCall {
  /** "CloudFront" */
  service: string;
  /** "DeletePublicKey" */
  operation: string;
}

/** What AWS answers: its code, the HTTP status, and the page or thread that says so. */
export interface Answer {
  /** AWS's own code: "PublicKeyInUse". */
  code: string;
  /** HTTP status: 409. */
  status: number;
  /** URL of the AWS or registry page, or of the public issue, that names this answer. */
  source: string;
}

/** Services whose errors the AWS SDK has no classes for: it prints them as "api error CODE". */
const UNMODELLED = new Set(["EC2", "S3", "Auto Scaling"]);

/**
 * A refusal by the local cloud. Its text reads like the AWS provider's, with the source on a second line.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly source: string;

  constructor(call: RefusedCall, answer: Answer, message: string) {
    const kind = UNMODELLED.has(call.service) ? `api error ${answer.code}` : answer.code;
    super(
      `operation error ${call.service}: ${call.operation}, ` +
        `https response error StatusCode: ${answer.status}, ${kind}: ${message}\n` +
        `(local cloud; source: ${answer.source})`,
    );
    this.name = "Refusal";
    this.code = answer.code;
    this.status = answer.status;
    this.source = answer.source;
  }
}

/** A change that could not be written, and so was not made; its message is one line. */
export class NotWritten extends Error {}
