import { gzipSync } from "node:zlib";
import { added, type Change, declaredRaw, secret, set } from "../../misconfigurations/stackModel";
import { site } from "../base";
import { edgeFunction } from "../edge/functions";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { base64, der, jwk, openSsh, pairs, pem, publicText, xml } from "./formats";
import {
  containerVariable,
  functionVariable,
  launchTemplate,
  object,
  parameter,
  secretText,
  userData,
  userDataBase64,
} from "./places";

const { ec, rsa } = pairs;

/** Returns the case that a private key stands in an argument, while its public half is in the key group. */
function written(
  id: string,
  what: string,
  change: Change,
  source: string,
  pair: typeof ec = ec,
): IndependentCase {
  return {
    id: `key-${id}`,
    what,
    source,
    verdict: "refused",
    resources: site(set("site-public-key-k1", "encodedKey", publicText(pair)), change),
  };
}

const heredoc = (text: string): string => `#!/bin/sh\ncat > /etc/links/key.pem <<'EOF'\n${text}EOF\n`;
const indented = (text: string): string =>
  text
    .trim()
    .split("\n")
    .map((line) => `      ${line}`)
    .join("\n");
const cloudConfig = (content: string, encoding = ""): string =>
  `#cloud-config\nwrite_files:\n  - path: /etc/links/key.pem\n${encoding}    content: |\n${content}\n`;
const powerShell = `Set-Content C:\\links\\key.pem "${pem(rsa)}"`;
const multipart = [
  'Content-Type: multipart/mixed; boundary="=="',
  "MIME-Version: 1.0",
  "",
  "--==",
  "Content-Type: text/x-shellscript",
  "Content-Transfer-Encoding: base64",
  "",
  ...(base64(heredoc(pem(ec))).match(/.{1,76}/g) ?? []),
  "--==--",
  "",
].join("\r\n");

/** Private keys in arguments, each in another encoding. */
export const keysWritten: readonly IndependentCase[] = [
  written(
    "pem-in-user-data",
    "A boot script writes the PEM file.",
    userData(heredoc(pem(ec))),
    pages.userData,
  ),
  written(
    "sec1-in-cloud-config",
    "The configuration of cloud-init holds the PEM file, indented.",
    userData(cloudConfig(indented(pem(ec, "sec1")))),
    pages.userData,
  ),
  written(
    "pkcs1-with-escapes",
    "A function's variable holds the PEM file with \\n in place of line ends.",
    functionVariable(pem(rsa, "pkcs1").replaceAll("\n", "\\n")),
    pages.lambdaVariables,
    rsa,
  ),
  written(
    "pem-with-crlf",
    "A parameter, marked as secret, holds the PEM file with the line ends of Windows.",
    parameter(secret(pem(ec).replaceAll("\n", "\r\n"))),
    pages.keyPairs,
  ),
  written(
    "pem-on-one-line",
    "A container's variable holds the PEM file with blanks in place of line ends.",
    containerVariable(pem(ec).trim().replaceAll("\n", " ")),
    pages.taskSecrets,
  ),
  written(
    "base64-of-pem",
    "A function's variable holds the PEM file in base64.",
    functionVariable(base64(pem(rsa))),
    pages.lambdaVariables,
    rsa,
  ),
  written(
    "base64-in-base64",
    "A launch template's user data, in base64, decodes the PEM file from base64.",
    launchTemplate(base64(`#!/bin/sh\necho ${base64(pem(ec))} | base64 -d > /etc/links/key.pem\n`)),
    pages.userData,
  ),
  written(
    "gzip-in-base64",
    "The user data is compressed and in base64.",
    userDataBase64(gzipSync(heredoc(pem(ec))).toString("base64")),
    pages.userData,
  ),
  written(
    "gzip-in-cloud-config",
    "The configuration of cloud-init holds the PEM file compressed and in base64.",
    launchTemplate(
      base64(cloudConfig(`      ${gzipSync(pem(rsa)).toString("base64")}`, "    encoding: gz+b64\n")),
    ),
    pages.userData,
    rsa,
  ),
  written(
    "multipart",
    "The user data has parts, the second of them in base64.",
    userData(multipart),
    pages.userData,
  ),
  written("jwk", "A secret holds the key as JSON Web Key.", secretText(jwk(ec)), pages.keyPairs),
  written(
    "jwk-in-json",
    "A container's variable holds settings in JSON, with the key as JSON in a text of them.",
    containerVariable(JSON.stringify({ links: { key: JSON.stringify({ keys: [JSON.parse(jwk(rsa))] }) } })),
    pages.taskSecrets,
    rsa,
  ),
  written(
    "der-in-base64",
    "A parameter holds the key in DER and base64, without the lines around it.",
    parameter(base64(der(ec))),
    pages.keyPairs,
  ),
  written(
    "der-in-base64url",
    "A function's variable holds the key in DER and base64url.",
    functionVariable(der(rsa).toString("base64url")),
    pages.lambdaVariables,
    rsa,
  ),
  written(
    "der-in-hexadecimal",
    "The code of a function at the edge holds the key in hexadecimal digits.",
    added(
      edgeFunction(
        "links",
        `const key = "${der(ec).toString("hex")}";\nfunction handler(e) { return e.request; }`,
      ),
    ),
    pages.edgeFunctions,
  ),
  written(
    "pem-in-hexadecimal",
    "A boot script makes the PEM file from lines of hexadecimal digits.",
    userData(
      `#!/bin/sh\nxxd -r -p > /etc/links/key.pem <<'EOF'\n${(
        Buffer.from(pem(ec))
          .toString("hex")
          .match(/.{1,60}/g) ?? []
      ).join("\n")}\nEOF\n`,
    ),
    pages.userData,
  ),
  written(
    "openssh",
    "An object holds the key in the format of OpenSSH.",
    object({ content: openSsh(ec) }),
    pages.keyPairs,
  ),
  written("xml", "A secret holds the key in the XML of .NET.", secretText(xml(rsa)), pages.keyPairs, rsa),
  written(
    "utf-16-in-base64",
    "A boot script of Windows has an encoded command, which is UTF-16.",
    userData(
      `<powershell>powershell -EncodedCommand ${Buffer.from(powerShell, "utf16le").toString("base64")}</powershell>`,
    ),
    pages.userData,
    rsa,
  ),
  written(
    "percent-encoded",
    "A parameter holds the PEM file as a component of a URL.",
    parameter(encodeURIComponent(pem(ec))),
    pages.keyPairs,
  ),
  written(
    "object-in-base64",
    "The content of an object, in base64, is a script with the PEM file.",
    object({ contentBase64: base64(heredoc(pem(ec))) }),
    pages.keyPairs,
  ),
  written(
    "pem-line-by-line",
    "A boot script prints the lines of the PEM file one by one.",
    userData(
      `#!/bin/sh\n${pem(ec)
        .trim()
        .split("\n")
        .map((line) => `echo "${line}" >> /etc/links/key.pem`)
        .join("\n")}\n`,
    ),
    pages.userData,
  ),
  written(
    "in-a-tag",
    "A tag of the instance holds the key in DER and base64.",
    set("site-instance", "tags", { Name: "site", Key: base64(der(ec)) }),
    pages.keyPairs,
  ),
  written(
    "in-a-key-value-store",
    "A key value store of functions at the edge holds the key.",
    added(
      declaredRaw("aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey", "links-key", {
        keyValueStoreArn:
          "arn:aws:cloudfront::111122223333:key-value-store/2f1c7a9e-3c55-4b0e-9f60-1f4d3b6c2f11",
        key: "signing",
        value: base64(der(ec)),
      }),
    ),
    pages.edgeFunctions,
  ),
];
