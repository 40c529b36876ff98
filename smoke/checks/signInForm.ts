import type { Rig, Verdict } from "../experiment";

/** Seconds between attempts to load a page whose DNS name is new, and the number of attempts. */
const LOOK = { every: 15, times: 20 } as const;

/** Checks that Cognito's sign-in page asks for a password with the client's authentication flows. */
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

/** Judges a page; one without any field is built by a script, which is not run here. */
function verdictOf(status: number, body: string): Verdict {
  const fields = [...body.matchAll(/<input\b[^>]*\btype=["']?(\w+)/gi)].map(([, type = ""]) => type);
  const seen = `${status}, fields: ${[...new Set(fields)].join(", ") || "none"}`;
  if (status !== 200 || fields.length === 0) {
    return { outcome: "cannot tell", seen };
  }
  return { outcome: fields.includes("password") ? "pass" : "fail", seen };
}
