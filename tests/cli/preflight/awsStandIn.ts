/** A server that answers AWS's APIs in their protocols with prepared answers, and denies every other operation. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An AWS error with its code. */
export class Refusal {
  constructor(readonly code: string) {}
}

/** An answer: a JSON value, the XML inside the result element, a status without a body, or an error. */
export type Answer = Readonly<Record<string, unknown>> | string | number | Refusal;

/** Answers by operation, such as `ListServiceQuotas`; a function receives the parameters. */
export type Answers = Readonly<Record<string, Answer | ((parameters: URLSearchParams) => Answer)>>;

/** REST operations by method and path. */
const rest: readonly (readonly [RegExp, string])[] = [
  [/^GET \/2013-04-01\/hostedzonesbyname/, "ListHostedZonesByName"],
  [/^GET \/2013-04-01\/hostedzone\/[^/]+\/rrset/, "ListResourceRecordSets"],
  [/^GET \/2013-04-01\/hostedzone\/[^/?]+/, "GetHostedZone"],
  [/^GET \/2020-05-31\/distribution/, "ListDistributions"],
  [/^GET \/2020-05-31\/vpc-origin/, "ListVpcOrigins"],
  [/^GET \/2020-05-31\/key-group/, "ListKeyGroups"],
  [/^HEAD \//, "HeadBucket"],
  [/^GET \/[^/]+\/?\?publicAccessBlock/, "GetPublicAccessBlock"],
  [/^GET \/[^/]+\/?\?policy/, "GetBucketPolicy"],
  [/^GET \/[^/]+\/?\?encryption/, "GetBucketEncryption"],
];

interface Asked {
  readonly operation: string;
  readonly protocol: "json" | "query" | "rest";
  readonly parameters: URLSearchParams;
}

function asked(request: IncomingMessage, body: string): Asked {
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") {
    return { operation: target.split(".").at(-1) ?? "", protocol: "json", parameters: new URLSearchParams() };
  }
  const parameters = new URLSearchParams(body);
  const action = parameters.get("Action");
  if (action !== null) {
    return { operation: action, protocol: "query", parameters };
  }
  const line = `${request.method ?? ""} ${request.url ?? ""}`;
  const operation = rest.find(([path]) => path.test(line))?.[1] ?? line;
  return { operation, protocol: "rest", parameters };
}

/** Wraps an operation's answer in the element of its protocol. */
function element({ operation, protocol }: Asked, content: string): string {
  if (protocol === "query") {
    const body =
      operation.startsWith("Describe") && !operation.startsWith("DescribeLoad") ? content : undefined;
    return body === undefined
      ? `<${operation}Response><${operation}Result>${content}</${operation}Result></${operation}Response>`
      : `<${operation}Response>${body}</${operation}Response>`;
  }
  return content;
}

function refuse({ operation, protocol }: Asked, response: ServerResponse, given?: string): void {
  const text = `refused: ${operation}`;
  if (protocol === "json") {
    response.writeHead(400, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify({ __type: given ?? "AccessDeniedException", message: text }));
    return;
  }
  // EC2 has its own error format.
  const isEc2 =
    protocol === "query" && operation.startsWith("Describe") && !operation.startsWith("DescribeLoad");
  const error = `<Error><Code>${given ?? (isEc2 ? "UnauthorizedOperation" : "AccessDenied")}</Code><Message>${text}</Message></Error>`;
  response.writeHead(403, { "content-type": "text/xml" });
  response.end(
    isEc2 ? `<Response><Errors>${error}</Errors></Response>` : `<ErrorResponse>${error}</ErrorResponse>`,
  );
}

/** A running stand-in. */
export class AwsStandIn {
  /** The operations that were called, in order. */
  readonly operations: string[] = [];

  private constructor(
    private readonly server: Server,
    /** The answers, which tests may change between runs. */
    public answers: Answers,
  ) {}

  /** Starts a stand-in on a free port of this machine. */
  static async start(answers: Answers = {}): Promise<AwsStandIn> {
    const server = createServer();
    const standIn = new AwsStandIn(server, answers);
    server.on("request", (request, response) => void standIn.answer(request, response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const call = asked(request, Buffer.concat(chunks).toString());
    this.operations.push(call.operation);
    const told = this.answers[call.operation];
    const answer = typeof told === "function" ? told(call.parameters) : told;
    if (answer === undefined) {
      refuse(call, response);
    } else if (answer instanceof Refusal) {
      refuse(call, response, answer.code);
    } else if (typeof answer === "number") {
      response.writeHead(answer).end();
    } else if (typeof answer === "string") {
      response.writeHead(200, { "content-type": "text/xml" }).end(element(call, answer));
    } else {
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(answer));
    }
  }
}
