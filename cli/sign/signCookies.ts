/** `secure-origin sign cookies`. */
import type { Command } from "commander";
import type { SignedCookies } from "../../signer/sign/cookies";
import { print, UsageError } from "../report";
import { addSignOptions, openSigner, readGrant, type SignFlags } from "./signOptions";

interface CookieFlags extends SignFlags {
  readonly domain?: string;
  readonly path?: string;
  readonly setCookie?: boolean;
}

const examples = `
Examples:
  $ secure-origin sign cookies 'https://members.example.com/premium/*' \\
      --key-pair-id K2JCJMDEHXQW5F --private-key kms:alias/members-signing --expires-in 2h
  $ secure-origin sign cookies 'https://members.example.com/premium/*' --set-cookie --domain members.example.com --path /premium/ \\
      --key-pair-id K2JCJMDEHXQW5F --private-key key.pem --expires-in 2h

Without a wildcard, --starts or --ip the policy is canned, and the cookies are valid for that one URL.`;

async function headerLines(
  cookies: SignedCookies,
  flags: CookieFlags,
): Promise<readonly string[] | undefined> {
  const scope = {
    ...(flags.domain === undefined ? {} : { domain: flags.domain }),
    ...(flags.path === undefined ? {} : { path: flags.path }),
  };
  if (flags.setCookie) {
    const { setCookieLines } = await import("../../signer/sign/cookies");
    return setCookieLines(cookies, scope).map((line) => `Set-Cookie: ${line}`);
  }
  const [unused] = Object.keys(scope);
  if (unused !== undefined) {
    throw new UsageError(
      `--${unused} has no effect without --set-cookie`,
      "add --set-cookie, or leave it out",
    );
  }
  return undefined;
}

/** Adds the command. */
export function addSignCookies(group: Command): void {
  addSignOptions(
    group
      .command("cookies")
      .description("sign cookies and print them, one name=value per line")
      .argument("<resource>", "a URL, or a pattern with * for any characters"),
  )
    .option("--set-cookie", "print Set-Cookie lines, also to clear the cookies that this set does not use")
    .option(
      "--domain <name>",
      "domain of the cookies, subdomains included; default: the host of the response",
    )
    .option("--path <folder>", 'path below which they are sent; default: "/"')
    .addHelpText("after", examples)
    .action(async (resource: string, flags: CookieFlags, command: Command) => {
      const grant = readGrant(flags);
      const signer = await openSigner(flags);
      const cookies = await signer.signCookies({ resource, ...grant });
      const setCookie = await headerLines(cookies, flags);
      if (flags.json) {
        const { kind, values } = cookies;
        const expires = new Date(Math.floor(Number(grant.expires) / 1000) * 1000).toISOString();
        print(command, JSON.stringify({ resource, policy: kind, expires, cookies: values, setCookie }));
        return;
      }
      const pairs = Object.entries(cookies.values).map(([name, value]) => `${name}=${value}`);
      print(command, (setCookie ?? pairs).join("\n"));
    });
}
