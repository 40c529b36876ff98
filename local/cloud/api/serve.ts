import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { arrivalProblem } from "../../loopback";
import { calledWith } from "../access/caller";
import { decide } from "../access/decide";
import { NotModelled } from "../access/policyDocument";
import type { AccountState } from "../account/accountState";
import { type Caller, callerOf } from "./callers";
import { messageFile } from "./messages";
import { ApiError, type ApiScope, type Demand, type Operation } from "./operation";
import { operations } from "./operations";
import { type Call, protocolOf, type Wire } from "./protocols";

const byTarget = new Map<string, Operation>(operations.map((known) => [known.target, known]));

/** Largest request body in bytes: a message of 256 KiB in a form, with three bytes for each. */
const largestBody = 1024 * 1024;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) {
      throw new ApiError("SerializationException", `The request is longer than ${largestBody} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Returns the region in the credential scope of a Signature Version 4 header. */
function signedRegion(authorization: string): string {
  const region = /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\//.exec(authorization)?.[1];
  if (region === undefined) {
    throw new ApiError("IncompleteSignatureException", "The Authorization header names no region.");
  }
  return region;
}

/** Throws AWS's error unless the caller is allowed every demanded action. */
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

/** Authorises and performs a call. */
function answer(
  { target, input: given }: Call,
  authorization: string | undefined,
  place: Omit<ApiScope, "region">,
  secret: string,
): Record<string, unknown> {
  const { account } = place;
  const key = calledWith(authorization);
  if (key === undefined) {
    throw new ApiError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const caller = callerOf(key, account, secret);
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
  const input = known.input.safeParse(given);
  if (!input.success) {
    const [issue] = input.error.issues;
    // The message names the argument and never its value, which may be a secret.
    throw new ApiError(
      "ValidationException",
      `${issue?.path.join(".") ?? "request"}: ${issue?.code ?? "invalid"}`,
    );
  }
  const scope: ApiScope = { ...place, region: signedRegion(authorization ?? "") };
  const demands = [
    { action: known.action, subject: known.subject(input.data, scope) },
    ...(known.also?.(input.data, scope) ?? []),
  ];
  for (const demand of demands) {
    judge(caller, demand, account.accountId);
  }
  return account.together(() => known.answer(input.data, scope));
}

function send(response: ServerResponse, { status, type, text }: Wire): void {
  response.writeHead(status, { "content-type": type, "x-amzn-requestid": randomUUID() }).end(text);
}

function refusalOf(error: unknown): { code: string; message: string } {
  if (error instanceof ApiError) {
    return { code: error.code, message: error.message };
  }
  // A call that cannot be authorised is refused, with the policy that was not understood.
  if (error instanceof NotModelled) {
    const message = `A policy that bears on this call is not modelled by the local cloud: ${error.message}`;
    return { code: "AccessDeniedException", message };
  }
  return { code: "InternalFailure", message: "The local cloud failed." };
}

/** A running endpoint of KMS, Secrets Manager, Parameter Store and SNS for AWS SDK clients. */
export interface RunningApi {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the four services on the loopback address.
 *
 * The access key id identifies the caller; it cannot be derived without the secret (see access/caller.ts), so
 * signatures are not checked. Requests of web pages are refused.
 *
 * @param messages - the file that receives published messages
 * @param secret - from which access key ids are derived
 */
export async function serveApi(account: AccountState, messages: string, secret: string): Promise<RunningApi> {
  const place = { account, deliver: messageFile(messages) };
  const server = createServer((request, response) => {
    const problem = arrivalProblem(request.headers, "none");
    if (problem !== undefined) {
      response.writeHead(problem.status, { "content-type": "text/plain", connection: "close" });
      response.end(`${problem.text}\n`);
      return;
    }
    const protocol = protocolOf(request.headers);
    void bodyOf(request)
      .then((text) => {
        const call = protocol.read(request.headers, text);
        return protocol.done(call, answer(call, request.headers.authorization, place, secret));
      })
      .catch((error: unknown) => {
        const { code, message } = refusalOf(error);
        return protocol.refused(code, message);
      })
      .then((wire) => send(response, wire));
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
