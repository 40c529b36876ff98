/** `secure-origin sign url`. */
import type { Command } from "commander";
import { print } from "../report";
import { addSignOptions, openSigner, readGrant, type SignFlags } from "./signOptions";

const examples = `
Examples:
  $ secure-origin sign url https://members.example.com/premium/report.pdf \\
      --key-pair-id K2JCJMDEHXQW5F --private-key kms:alias/members-signing --expires-in 10m
  $ secure-origin sign url https://members.example.com/downloads/a.zip --resource 'https://members.example.com/downloads/*' \\
      --key-pair-id K2JCJMDEHXQW5F --private-key key.pem --expires-in 15m --ip 192.0.2.10

The policy is canned, which gives the shortest URL, unless --starts, --ip or --resource needs a custom one.`;

/** Describes a signed URL by its query. */
function describe(signed: string): Record<string, unknown> {
  const query = new URLSearchParams(signed.slice(signed.indexOf("?") + 1));
  return {
    url: signed,
    policy: query.has("Policy") ? "custom" : "canned",
    keyPairId: query.get("Key-Pair-Id"),
    hash: query.get("Hash-Algorithm") === "SHA256" ? "sha256" : "sha1",
  };
}

/** Adds the command. */
export function addSignUrl(group: Command): void {
  addSignOptions(
    group
      .command("url")
      .description("sign one URL and print it")
      .argument("<url>", "absolute and percent-encoded, exactly as it will be sent"),
  )
    .option(
      "--resource <pattern>",
      "a pattern that covers the URL, with * for any characters; makes the policy custom",
    )
    .addHelpText("after", examples)
    .action(async (url: string, flags: SignFlags & { readonly resource?: string }, command: Command) => {
      const grant = readGrant(flags);
      const signer = await openSigner(flags);
      const signed = await signer.signUrl({
        url,
        ...grant,
        ...(flags.resource === undefined ? {} : { resource: flags.resource }),
      });
      const expires = new Date(Math.floor(Number(grant.expires) / 1000) * 1000).toISOString();
      print(command, flags.json ? JSON.stringify({ ...describe(signed), expires }) : signed);
    });
}
