/** An OpenID Connect issuer on this machine, in place of Cognito, with demonstration people. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Provider } from "oidc-provider";
import { arrivalProblem } from "../loopback";
import { configurationOf, type IssuerOptions } from "./issuerConfiguration";
import { choicePage } from "./issuerPages";
import { people } from "./people";

/** A running issuer. */
export interface RunningIssuer {
  readonly url: string;
  /** Revokes everything granted to a person, as an administrator would. */
  revoke(person: string): void;
  close(): Promise<void>;
}

/**
 * Loads the provider without its warning that it supports the newest Node releases only: the parts used here work on all
 * releases that this project supports, as the tests of the login show.
 */
async function loadProvider(): Promise<typeof import("oidc-provider")> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return await import("oidc-provider");
  } finally {
    console.warn = warn;
  }
}

async function answerInteraction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  if (request.method !== "POST") {
    const site = new URL(String(params.redirect_uri)).host;
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(choicePage(site, request.url ?? ""));
    return;
  }
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
  }
  const accountId = new URLSearchParams(text.slice(0, 1_000)).get("person") ?? "";
  const result = people.some(({ id }) => id === accountId)
    ? { login: { accountId } }
    : { error: "access_denied", error_description: "Nobody was chosen" };
  await provider.interactionFinished(request, response, result);
}

/** Starts the issuer. */
export async function startIssuer(options: IssuerOptions): Promise<RunningIssuer> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const revoked = new Set<string>();
  const { Provider } = await loadProvider();
  const provider = new Provider(url, configurationOf(options, revoked));
  const callback = provider.callback();
  server.on("request", (request, response) => {
    const problem = arrivalProblem(request.headers, "own");
    if (problem !== undefined) {
      response.writeHead(problem.status, { "content-type": "text/plain", connection: "close" });
      response.end(`${problem.text}\n`);
      return;
    }
    if (options.intercept?.(request, response) === true) {
      return;
    }
    if (request.url?.startsWith("/interaction/") !== true) {
      void callback(request, response);
      return;
    }
    answerInteraction(provider, request, response).catch((error: unknown) => {
      response.writeHead(400, { "content-type": "text/plain" });
      response.end(`${error instanceof Error ? error.message : "This login has ended"}\n`);
    });
  });
  return {
    url,
    revoke: (person) => revoked.add(person),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
