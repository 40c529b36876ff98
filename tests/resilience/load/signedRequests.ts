/** The viewers' requests: public pages, and signed ones with URLs and cookies signed by the stack's active key. */
import { actAs } from "../../../local/site/credentials";
import {
  attach,
  createSigner,
  epochSeconds,
  keyFromReference,
  now,
  type SignedCookies,
  type Signer,
} from "../../../signer";
import { host, type TestEnvironment } from "../environment";
import type { ViewerRequest } from "./load";

/** How long signatures are valid by default, in seconds: longer than any test. */
const long = 3_600;

/** One page in each signed folder. */
const pages = ["/premium/page", "/secure/page"] as const;

/**
 * Creates a signer as the app does.
 *
 * @param outputs - those of the stack that has the key; of the environment's by default
 */
export async function appSigner(
  environment: TestEnvironment,
  outputs?: Readonly<Record<string, string>>,
): Promise<{ signer: Signer; keyId: string }> {
  const {
    signingKeyArn = "",
    activeKeyId = "",
    appRoleArn = "",
  } = outputs ?? ((await environment.stack.outputs()) as Record<string, string>);
  const restore = actAs({ roleArn: appRoleArn, ...environment.api, folder: environment.stack.folder.root });
  try {
    const key = await keyFromReference(`${signingKeyArn.split(":")[2] ?? ""}:${signingKeyArn}`);
    const signer = createSigner({ key, keyPairId: activeKeyId });
    // Signs once while it acts as the role: the client keeps its credentials.
    await signer.signPolicy({ resource: `https://${host}/premium/*`, expires: epochSeconds(now() + 60) });
    return { signer, keyId: activeKeyId };
  } finally {
    restore();
  }
}

function cookieHeader({ values }: SignedCookies): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
}

/**
 * Signs requests now: a public page, and a signed URL and signed cookies for each folder.
 *
 * @param label - added to the names of signed requests, such as "k1"
 */
export async function signedRequests(
  signer: Signer,
  label: string,
  seconds: number = long,
): Promise<ViewerRequest[]> {
  const requests: ViewerRequest[] = [{ name: "public page", path: "/page", headers: {}, tier: "public" }];
  const expires = epochSeconds(now() + seconds);
  for (const page of pages) {
    const resource = `https://${host}${page.slice(0, page.lastIndexOf("/"))}/*`;
    const policy = await signer.signPolicy({ resource, expires });
    const url = attach(policy, `https://${host}${page}`).slice(`https://${host}`.length);
    const cookies = await signer.signCookies({ resource, expires });
    requests.push(
      { name: `signed URL, ${label}`, path: url, headers: {}, tier: "signed" },
      {
        name: `signed cookies, ${label}`,
        path: page,
        headers: { cookie: cookieHeader(cookies) },
        tier: "signed",
      },
    );
  }
  return requests;
}
