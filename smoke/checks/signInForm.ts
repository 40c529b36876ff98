import type { Rig, Verdict } from "../experiment";

/** Seconds between two looks at a page whose name is still being made known, and how often one looks. */
const LOOK = { every: 15, times: 20 } as const;

/** Cognito's sign-in page asks for a password with the flows that the client has. */
export async function pageAsksForPassword(
  { outputs, wait }: Pick<Rig, "outputs" | "wait">,
  load: typeof fetch = fetch,
): Promise<Verdict> {
  const page = String(outputs.signInPage);
  let seen = "";
  for (let look = 0; look < LOOK.times; look++) {
    try {
      const reply = await load(page);
      return verdictOf(reply.status, await reply.text());
    } catch (error) {
      seen = `no answer from ${new URL(page).host}: ${(error as Error).message}`;
      await wait(LOOK.every);
    }
  }
  return { outcome: "cannot tell", seen };
}

/** What the page says. A page without any form is built by a script, which nobody runs here. */
function verdictOf(status: number, body: string): Verdict {
  const fields = [...body.matchAll(/<input\b[^>]*\btype=["']?(\w+)/gi)].map(([, type = ""]) => type);
  const seen = `${status}, fields: ${[...new Set(fields)].join(", ") || "none"}`;
  if (status !== 200 || fields.length === 0) {
    return { outcome: "cannot tell", seen };
  }
  return { outcome: fields.includes("password") ? "pass" : "fail", seen };
}
