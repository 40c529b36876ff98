/** Asks a running site, as a visitor without credentials, whether it answers as it should. */
import { Agent, request } from "undici";
import type { LocalSite } from "./start";

/** Paths, and the status that a visitor without credentials gets. */
const expected = [
  ["/", 200],
  ["/premium/", 403],
] as const;

/**
 * Sends the requests through the edge.
 *
 * @returns one line for each answer that is wrong
 */
export async function checkSite({ url, edge }: Pick<LocalSite, "url" | "edge">): Promise<string[]> {
  const dispatcher = new Agent({ connect: { ca: edge.certificate } });
  try {
    const findings: string[] = [];
    for (const [path, wanted] of expected) {
      const { statusCode, body } = await request(`${url}${path}`, { dispatcher });
      await body.dump();
      if (statusCode !== wanted) {
        findings.push(`${path} answers ${statusCode} to a visitor without credentials, not ${wanted}`);
      }
    }
    return findings;
  } finally {
    await dispatcher.close();
  }
}
