/** A few AWS operations over HTTP on this machine, so that the tests run the real clients. */

import { sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestKey } from "./keys";

type Answer = { readonly status?: number; readonly body: unknown };
type Operation = (input: Record<string, unknown>) => Answer;

/** A running endpoint. `calls` lists the operations in order; `answers` may be changed while it runs. */
export interface AwsEndpoint {
  readonly calls: { readonly target: string; readonly input: Record<string, unknown> }[];
  readonly answers: Record<string, Operation>;
  close(): Promise<void>;
}

export const failure = (status: number, type: string): Answer => ({
  status,
  body: { __type: type, message: type },
});

/** What KMS answers for one asymmetric key. */
export function kmsAnswers(key: TestKey): Record<string, Operation> {
  return {
    "TrentService.GetPublicKey": ({ KeyId }) => ({
      body: { KeyId, PublicKey: key.publicKey.export({ type: "spki", format: "der" }).toString("base64") },
    }),
    "TrentService.Sign": ({ KeyId, Message, SigningAlgorithm }) => ({
      body: {
        KeyId,
        SigningAlgorithm,
        Signature: sign("sha256", Buffer.from(String(Message), "base64"), key.privateKey).toString("base64"),
      },
    }),
  };
}

const variables: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: "eu-west-1",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_MAX_ATTEMPTS: "2",
};

/** Starts an endpoint and points the environment at it until it is closed. */
export async function startAwsEndpoint(answers: Record<string, Operation>): Promise<AwsEndpoint> {
  const calls: AwsEndpoint["calls"] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const target = String(request.headers["x-amz-target"]);
      const input = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
      calls.push({ target, input });
      const { status = 200, body } = answers[target]?.(input) ?? failure(400, "UnknownOperationException");
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const before = { ...process.env };
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, variables, { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
  return {
    calls,
    answers,
    close: async () => {
      for (const name of [...Object.keys(variables), "AWS_ENDPOINT_URL"]) {
        const value = before[name];
        if (value === undefined) {
          Reflect.deleteProperty(process.env, name);
        } else {
          process.env[name] = value;
        }
      }
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
