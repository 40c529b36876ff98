/** Checks a running site's answers to a visitor without credentials. */
import { once } from "node:events";
import { Agent, request } from "undici";
import type { RequestRecord } from "../edge";
import type { LocalSite } from "./startSite";

/** Paths and the status that a visitor without credentials gets. */
const expected = [
  ["/", 200],
  ["/premium/", 403],
] as const;

/** A site to check. */
type Asked = Pick<LocalSite, "url" | "edge">;

/**
 * Sends the requests through the edge.
 *
 * @returns one line for each wrong answer, with the hop and the reason
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

/** Sends one request and returns the edge's explanation. */
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
    // The edge records a request when its connection is done, which may be after the response.
    while (!records.has(id)) {
      await once(edge.events, "request");
    }
    const ended = records.get(id)?.ended;
    return { status: statusCode, why: `${ended?.hop ?? "edge"}: ${ended?.detail ?? "no reason"}` };
  } finally {
    edge.events.off("request", note);
  }
}
