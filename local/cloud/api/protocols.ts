/** The two wire protocols: how requests, responses and errors are written. */
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ApiError } from "./operation";

/** A decoded request. */
export interface Call {
  /** The {@link Operation.target}. */
  readonly target: string;
  readonly input: unknown;
}

/** An encoded response. */
export interface Wire {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** A wire protocol. */
export interface Protocol {
  /** @throws {ApiError} for what is no call */
  read(headers: IncomingHttpHeaders, text: string): Call;
  /** Encodes an operation's result. */
  done(call: Call, result: Record<string, unknown>): Wire;
  /** Encodes an AWS error. */
  refused(code: string, message: string): Wire;
}

/**
 * JSON 1.1, for KMS, Secrets Manager and Parameter Store: a header names the operation.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
const json: Protocol = {
  read: (headers, text) => {
    try {
      return { target: String(headers["x-amz-target"]), input: JSON.parse(text || "{}") };
    } catch {
      throw new ApiError("SerializationException", "The request is not JSON.");
    }
  },
  done: (_call, result) => jsonWire(200, result),
  refused: (code, message) => jsonWire(code === "InternalFailure" ? 500 : 400, { __type: code, message }),
};

function jsonWire(status: number, value: Record<string, unknown>): Wire {
  return { status, type: "application/x-amz-json-1.1", text: JSON.stringify(value) };
}

/** Services of the query protocol, by API version. */
const services: Readonly<Record<string, string>> = { "2010-03-31": "SNS" };

/**
 * The query protocol's names and statuses of the errors common to all operations.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors
 */
const queryErrors: Readonly<Record<string, readonly [code: string, status: number]>> = {
  AccessDeniedException: ["AuthorizationError", 403],
  IncompleteSignatureException: ["IncompleteSignature", 403],
  InternalFailure: ["InternalFailure", 500],
  MissingAuthenticationTokenException: ["MissingAuthenticationToken", 403],
  NotFound: ["NotFound", 404],
  UnknownOperationException: ["InvalidAction", 400],
  UnrecognizedClientException: ["InvalidClientTokenId", 403],
  SerializationException: ["InvalidParameter", 400],
  ValidationException: ["InvalidParameter", 400],
};

/**
 * The query protocol, for SNS: form request, XML response.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
const query: Protocol = {
  read: (_headers, text) => {
    const { Action = "", Version = "", ...input } = Object.fromEntries(new URLSearchParams(text));
    return { target: `${services[Version] ?? `version ${Version}`}.${Action}`, input };
  },
  done: ({ target }, result) => {
    const action = target.slice(target.indexOf(".") + 1);
    const members = Object.entries(result).map(([name, value]) => element(name, escaped(String(value))));
    const parts = [element(`${action}Result`, members.join("")), element("ResponseMetadata", requestId())];
    return xmlWire(200, element(`${action}Response`, parts.join("")));
  },
  refused: (given, message) => {
    const [code, status] = queryErrors[given] ?? [given, 400];
    const type = element("Type", status < 500 ? "Sender" : "Receiver");
    const error = `${type}${element("Code", code)}${element("Message", escaped(message))}`;
    return xmlWire(status, element("ErrorResponse", `${element("Error", error)}${requestId()}`));
  },
};

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
const requestId = (): string => element("RequestId", randomUUID());

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`);
}

function xmlWire(status: number, text: string): Wire {
  return { status, type: "text/xml", text };
}

/** Returns the protocol of a request. */
export function protocolOf(headers: IncomingHttpHeaders): Protocol {
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  return isForm ? query : json;
}
