/** A stand-in for AWS services with the query protocol: form parameters in, XML out. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers one action, given its parameters. */
export type Answer = (parameters: URLSearchParams) => string;

/** A running stand-in. */
export interface QueryApi {
  readonly url: string;
  /** The called actions, with the service that each call was signed for. */
  readonly calls: string[];
  close(): Promise<void>;
}

/** Starts a stand-in, which denies actions without an answer, in every protocol. */
export async function startQueryApi(answers: Readonly<Record<string, Answer>>): Promise<QueryApi> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on("end", () => {
      const form = new URLSearchParams(text);
      const action = form.get("Action") ?? String(request.headers["x-amz-target"]);
      const service = /\/([a-z]+)\/aws4_request/.exec(request.headers.authorization ?? "")?.[1];
      calls.push(`${service}:${action}`);
      const answer = answers[action];
      if (answer === undefined && form.has("Action")) {
        const error = `<Type>Sender</Type><Code>AccessDenied</Code><Message>${action} is denied</Message>`;
        const text = `<ErrorResponse><Error>${error}</Error><RequestId>1</RequestId></ErrorResponse>`;
        response.writeHead(403, { "content-type": "text/xml" }).end(text);
        return;
      }
      if (answer === undefined) {
        response.writeHead(400, { "content-type": "application/x-amz-json-1.1" });
        response.end(JSON.stringify({ __type: "AccessDeniedException", message: `${action} is denied` }));
        return;
      }
      response.writeHead(200, { "content-type": "text/xml" }).end(answer(form));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Makes STS's answer for a caller in an account. */
export const identityOf = (account: string): Answer => {
  const members = `<Arn>arn:aws:iam::${account}:user/deployer</Arn><UserId>AIDAEXAMPLE</UserId><Account>${account}</Account>`;
  return () =>
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${members}</GetCallerIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
};
