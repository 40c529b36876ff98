/** What viewers ask: public pages, and signed ones with URLs and cookies that the stack's active key has signed. */
import { actAs } from "../../local/site/credentials";
import {
  attach,
  createSigner,
  epochSeconds,
  keyFromReference,
  now,
  type SignedCookies,
  type Signer,
} from "../../signer";
import { host, type TestEnvironment } from "./environment";
import type { Ask } from "./load";

/** How long what is signed holds unless a drill says otherwise, seconds: longer than any drill. */
const long = 3_600;

/** The pages, one for each signed folder. */
const pages = ["/premium/page", "/secure/page"] as const;

/** The app's own signer, as the stack has it now. */
export async function appSigner(environment: TestEnvironment): Promise<{ signer: Signer; keyId: string }> {
  const outputs = (await environment.stack.outputs()) as Record<string, string>;
  const { signingKeyArn = "", activeKeyId = "", appRoleArn = "" } = outputs;
  const bringBack = actAs({ roleArn: appRoleArn, ...environment.api, folder: environment.stack.folder.root });
  try {
    const key = await keyFromReference(`${signingKeyArn.split(":")[2] ?? ""}:${signingKeyArn}`);
    const signer = createSigner({ key, keyPairId: activeKeyId });
    // Signs once while it acts as the role: its client keeps whom it acts as.
    await signer.signPolicy({ resource: `https://${host}/premium/*`, expires: epochSeconds(now() + 60) });
    return { signer, keyId: activeKeyId };
  } finally {
    bringBack();
  }
}

function cookieHeader({ values }: SignedCookies): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
}

/**
 * Requests of somebody who got everything now: a public page, a signed URL and signed cookies for each folder.
 *
 * @param label - added to the names of what is signed, "k1"
 */
export async function asksSignedNow(signer: Signer, label: string, seconds: number = long): Promise<Ask[]> {
  const asks: Ask[] = [{ name: "public page", path: "/page", headers: {}, tier: "public" }];
  const expires = epochSeconds(now() + seconds);
  for (const page of pages) {
    const resource = `https://${host}${page.slice(0, page.lastIndexOf("/"))}/*`;
    const policy = await signer.signPolicy({ resource, expires });
    const url = attach(policy, `https://${host}${page}`).slice(`https://${host}`.length);
    const cookies = await signer.signCookies({ resource, expires });
    asks.push(
      { name: `signed URL, ${label}`, path: url, headers: {}, tier: "signed" },
      {
        name: `signed cookies, ${label}`,
        path: page,
        headers: { cookie: cookieHeader(cookies) },
        tier: "signed",
      },
    );
  }
  return asks;
}
