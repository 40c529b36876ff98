import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { calledWith } from "../access/caller";
import { NotModelled } from "../access/document";
import { decide } from "../access/evaluate";
import type { World } from "../world";
import { type Caller, callerOf } from "./callers";
import { ApiError, type ApiScope, type Demand, type Operation } from "./operation";
import { operations } from "./operations";

const byTarget = new Map<string, Operation>(operations.map((known) => [known.target, known]));

/** Requests are small: the largest value, a secret of 64 KiB, in JSON. Bytes. */
const largestBody = 256 * 1024;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) {
      throw new ApiError("SerializationException", `The request is longer than ${largestBody} bytes.`);
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}");
  } catch {
    throw new ApiError("SerializationException", "The request is not JSON.");
  }
}

/** The region in the credential scope of a Signature Version 4 header. */
function signedRegion(authorization: string): string {
  const region = /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\//.exec(authorization)?.[1];
  if (region === undefined) {
    throw new ApiError("IncompleteSignatureException", "The Authorization header names no region.");
  }
  return region;
}

/** Throws AWS's error unless the caller may do what is demanded. */
function judge(caller: Caller, { action, subject }: Demand, accountId: string): void {
  const { allowed, because } = decide(
    {
      principal: caller.arn,
      accountId,
      action,
      resource: subject.arn,
      context: { "aws:securetransport": "true", "aws:principalarn": caller.arn, ...subject.context },
    },
    {
      identity: caller.policies,
      resourceDecides: subject.decides,
      ...(subject.policy === undefined ? {} : { resource: subject.policy }),
    },
  );
  if (!allowed) {
    throw new ApiError(
      "AccessDeniedException",
      `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${subject.arn} ${because}`,
    );
  }
}

/** Judges the call by the caller's policies and does it. */
function answer(
  target: string,
  authorization: string | undefined,
  body: unknown,
  world: World,
): Record<string, unknown> {
  const key = calledWith(authorization);
  if (key === undefined) {
    throw new ApiError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const caller = callerOf(key, world);
  if (caller === undefined) {
    throw new ApiError(
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    );
  }
  const known = byTarget.get(target);
  if (known === undefined) {
    throw new ApiError(
      "UnknownOperationException",
      `${target} is not in the local cloud; operations are in local/cloud/api.`,
    );
  }
  const input = known.input.safeParse(body);
  if (!input.success) {
    const [issue] = input.error.issues;
    // The message names the member and never its value, which may be a secret.
    throw new ApiError(
      "ValidationException",
      `${issue?.path.join(".") ?? "request"}: ${issue?.code ?? "invalid"}`,
    );
  }
  const scope: ApiScope = { world, region: signedRegion(authorization ?? "") };
  const demands = [
    { action: known.action, subject: known.subject(input.data, scope) },
    ...(known.also?.(input.data, scope) ?? []),
  ];
  for (const demand of demands) {
    judge(caller, demand, world.accountId);
  }
  return world.together(() => known.answer(input.data, scope));
}

function send(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  response
    .writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() })
    .end(JSON.stringify(body));
}

function refusalOf(error: unknown): { status: number; body: Record<string, unknown> } {
  if (error instanceof ApiError) {
    return { status: 400, body: { __type: error.code, message: error.message } };
  }
  // What cannot be judged is refused, and says which policy could not be read.
  if (error instanceof NotModelled) {
    const message = `A policy that bears on this call is not modelled by the local cloud: ${error.message}`;
    return { status: 400, body: { __type: "AccessDeniedException", message } };
  }
  return { status: 500, body: { __type: "InternalFailure", message: "The local cloud failed." } };
}

/** The endpoint of KMS, Secrets Manager and Parameter Store, as AWS SDK clients call it. */
export interface RunningApi {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the JSON 1.1 protocol of the three services on the loopback address.
 *
 * The caller is known by its access key id (see access/caller.ts); signatures are not checked, since the key that they
 * would be checked with is no secret here.
 */
export async function serveApi(world: World): Promise<RunningApi> {
  const server = createServer((request, response) => {
    bodyOf(request)
      .then((body) =>
        answer(String(request.headers["x-amz-target"]), request.headers.authorization, body, world),
      )
      .then(
        (body) => send(response, 200, body),
        (error: unknown) => {
          const { status, body } = refusalOf(error);
          send(response, status, body);
        },
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
