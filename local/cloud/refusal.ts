/** The refusing service and operation, as the AWS provider names them. */
export interface RefusedCall {
  /** "CloudFront" */
  service: string;
  /** "DeletePublicKey" */
  operation: string;
}

/** An AWS error: code, HTTP status, and the page or issue that documents it. */
export interface Answer {
  /** AWS's own code: "PublicKeyInUse". */
  code: string;
  /** HTTP status: 409. */
  status: number;
  /** URL that documents this error. */
  source: string;
}

/** Services for which the AWS SDK prints "api error CODE". */
const UNMODELLED = new Set(["EC2", "S3", "Auto Scaling"]);

/** A refusal in the AWS provider's words, with the source on a second line. */
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

/** A change that could not be written and was not made; its message is one line. */
export class NotWritten extends Error {}
