/** Explains why a PEM text does not load: OpenSSL reports "DECODER routines::unsupported" for all of these. */
import { type ErrorCode, SignerError } from "../shared/errors";

type Wanted = "private" | "public";
type Diagnosis = readonly [ErrorCode, string, string];

const begin = /-----BEGIN ([A-Z0-9 ]+)-----/;

/** Returns the labels of all blocks of a PEM text, `PUBLIC KEY`. */
export function labelsOf(text: string): string[] {
  const labels: string[] = [];
  const all = new RegExp(begin, "g");
  for (let found = all.exec(text); found !== null; found = all.exec(text)) {
    labels.push(found[1] ?? "");
  }
  return labels;
}

/** Creates the error for a text of several blocks, of which CloudFront and this library might read different ones. */
export function severalBlocks(labels: readonly string[], field: string): SignerError {
  return labels.some((label) => label.endsWith("PRIVATE KEY"))
    ? new SignerError("ERR_PEM_PRIVATE", `${field} holds a private key beside the public one`, {
        field,
        remedy:
          "give the public half alone: openssl pkey -pubout, and replace this key pair, for it was seen",
      })
    : new SignerError("ERR_PEM_INVALID", `${field} has ${labels.length} PEM blocks`, {
        field,
        remedy: "give the text of one public key",
      });
}

function labelProblem(label: string, text: string, wanted: Wanted): Diagnosis | undefined {
  if (wanted === "private" && (label === "ENCRYPTED PRIVATE KEY" || text.includes("ENCRYPTED"))) {
    return [
      "ERR_PEM_ENCRYPTED",
      "is encrypted",
      "pass the passphrase, or decrypt it: openssl pkey -in key.pem",
    ];
  }
  if (label === "RSA PUBLIC KEY") {
    return [
      wanted === "private" ? "ERR_PEM_PUBLIC" : "ERR_PEM_PKCS1",
      "is a public key in PKCS #1 form",
      wanted === "private"
        ? "give the private key"
        : "convert it: openssl rsa -RSAPublicKey_in -in key.pem -pubout",
    ];
  }
  if (label === "CERTIFICATE" || label.startsWith("CERTIFICATE ")) {
    return ["ERR_PEM_INVALID", "is a certificate", `give the ${wanted} key`];
  }
  if (label === "OPENSSH PRIVATE KEY") {
    return ["ERR_PEM_INVALID", "is an OpenSSH key", "convert it: ssh-keygen -p -m PKCS8 -f key"];
  }
  if (wanted === "private" && label === "PUBLIC KEY") {
    return ["ERR_PEM_PUBLIC", "is a public key", "give the private key"];
  }
  if (wanted === "public" && label.endsWith("PRIVATE KEY")) {
    return [
      "ERR_PEM_PRIVATE",
      "is a private key",
      "keep it where it is and give the public half: openssl pkey -pubout",
    ];
  }
  if (text.includes("ENCRYPTED")) {
    return ["ERR_PEM_ENCRYPTED", "is encrypted", "give the public half: openssl pkey -pubout"];
  }
  return undefined;
}

function layoutProblem(text: string): Diagnosis | undefined {
  if (/\\n/.test(text)) {
    return [
      "ERR_PEM_NEWLINES",
      String.raw`has the two characters \n where line breaks belong`,
      String.raw`replace them: pem.replaceAll("\\n", "\n")`,
    ];
  }
  if (!/[\r\n]/.test(text.trim())) {
    return [
      "ERR_PEM_NEWLINES",
      "has no line breaks",
      "keep the line breaks of the file, or store it in base64",
    ];
  }
  if (/^[ \t]+-----|\n[ \t]+\S/.test(text)) {
    return ["ERR_PEM_INVALID", "is indented", "remove the spaces at the start of the lines"];
  }
  if (!/-----END [A-Z0-9 ]+-----/.test(text)) {
    return ["ERR_PEM_INVALID", "has no END line: it was truncated", "read the whole file"];
  }
  return undefined;
}

/**
 * Creates the error that explains why a PEM text is not the wanted key. It never quotes the text.
 *
 * @param cause - OpenSSL's own error
 */
export function diagnosePem(text: string, wanted: Wanted, field: string, cause?: unknown): SignerError {
  const label = begin.exec(text)?.[1];
  const [code, problem, remedy]: Diagnosis =
    label === undefined
      ? ["ERR_PEM_INVALID", "is not PEM: there is no BEGIN line", "give the text of a .pem file"]
      : (labelProblem(label, text, wanted) ??
        layoutProblem(text) ?? [
          "ERR_PEM_INVALID",
          "cannot be read",
          `check it: openssl pkey -in key.pem -noout${wanted === "public" ? " -pubin" : ""}`,
        ]);
  return new SignerError(code, `${field} ${problem}`, { field, remedy, cause });
}
