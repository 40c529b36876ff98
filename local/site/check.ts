/** Asks a running site, as a visitor without credentials, whether it answers as it should. */
import { once } from "node:events";
import { Agent, request } from "undici";
import type { RequestRecord } from "../edge";
import type { LocalSite } from "./startSite";

/** Paths, and the status that a visitor without credentials gets. */
const expected = [
  ["/", 200],
  ["/premium/", 403],
] as const;

/** A site that can be asked. */
type Asked = Pick<LocalSite, "url" | "edge">;

/**
 * Sends the requests through the edge.
 *
 * @returns one line for each answer that is wrong, with where on its way it was decided, and why
 */
export async function checkSite(site: Asked): Promise<string[]> {
  const dispatcher = new Agent({ connect: { ca: site.edge.certificate } });
  try {
    const findings: string[] = [];
    for (const [path, wanted] of expected) {
      const { status, why } = await ask(site, path, dispatcher);
      if (status !== wanted) {
        findings.push(`${path} answers ${status} to a visitor without credentials, not ${wanted}: ${why}`);
      }
    }
    return findings;
  } finally {
    await dispatcher.close();
  }
}

/** One request, and what the edge has to say about it. */
async function ask(
  { url, edge }: Asked,
  path: string,
  dispatcher: Agent,
): Promise<{ status: number; why: string }> {
  const records = new Map<string, RequestRecord>();
  const note = (record: RequestRecord): void => void records.set(record.id, record);
  edge.events.on("request", note);
  try {
    const { statusCode, headers, body } = await request(`${url}${path}`, { dispatcher });
    await body.dump();
    const id = headers["x-amz-cf-id"];
    if (typeof id !== "string") {
      return { status: statusCode, why: "the edge could not read the request" };
    }
    // The edge records a request when it is done with the connection, which may be after the answer has come.
    while (!records.has(id)) {
      await once(edge.events, "request");
    }
    const ended = records.get(id)?.ended;
    return { status: statusCode, why: `${ended?.hop ?? "edge"}: ${ended?.detail ?? "no reason"}` };
  } finally {
    edge.events.off("request", note);
  }
}
