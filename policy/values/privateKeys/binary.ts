import { derKey, keyOfSshPublicHalf, type PrivateKey, sshFields, unreadableKey } from "./privateKey";

const oid = {
  /** Password-based encryption of PKCS #5 and of PKCS #12. */
  encryption: [Buffer.from("2a864886f70d0105", "hex"), Buffer.from("2a864886f70d010c01", "hex")],
  /** The bags of PKCS #12 that hold a key, plain or encrypted. */
  keyBags: [
    Buffer.from("060b2a864886f70d010c0a0101", "hex"),
    Buffer.from("060b2a864886f70d010c0a0102", "hex"),
  ],
  /** The algorithms of keys that CloudFront accepts. */
  algorithms: [Buffer.from("06092a864886f70d010101", "hex"), Buffer.from("06072a8648ce3d0201", "hex")],
};

const sshMagic = Buffer.from("openssh-key-v1\0", "latin1");
/** Longer DER is no single key. */
const maximumKeyLength = 20_000;

/** Returns the private key that bytes consist of: DER, a key store or a key of OpenSSH or Windows. */
export function keyInBytes(bytes: Buffer): PrivateKey | undefined {
  switch (bytes[0]) {
    case 0x30:
      return asn1Key(bytes);
    case 0x6f:
      return bytes.subarray(0, sshMagic.length).equals(sshMagic) ? opensshKey(bytes) : undefined;
    case 0xfe:
    case 0xce:
      return isKeyStoreWithKey(bytes) ? unreadableKey : undefined;
    case 0x07:
    case 0x52:
    case 0x45:
      return isWindowsKey(bytes) ? unreadableKey : undefined;
    default:
      return undefined;
  }
}

/** Reads ASN.1 by its first elements, as parsing every certificate as a key would take long. */
function asn1Key(bytes: Buffer): PrivateKey | undefined {
  const { start, end } = contentOf(bytes);
  if (end > bytes.length || end - start < 30) {
    return undefined;
  }
  const content = bytes.subarray(start, end);
  if (content[0] === 0x02 && content[1] === 0x01) {
    const version = content[2];
    if (version === 3) {
      return oid.keyBags.some((bag) => content.includes(bag)) ? unreadableKey : undefined;
    }
    if (end > maximumKeyLength || (version !== 0 && version !== 1)) {
      return undefined;
    }
    const isWrapped =
      content[3] === 0x30 && oid.algorithms.some((each) => content.subarray(5, 20).includes(each));
    return derKey(bytes.subarray(0, end)) ?? (isWrapped ? unreadableKey : undefined);
  }
  const isEncrypted =
    content[0] === 0x30 && oid.encryption.some((each) => content.subarray(2, 24).includes(each));
  return isEncrypted ? unreadableKey : undefined;
}

/** Returns where the content of an ASN.1 element begins and ends; an element of indefinite length ends with the bytes. */
function contentOf(bytes: Buffer): { start: number; end: number } {
  const first = bytes[1] ?? 0;
  if (first < 0x80) {
    return { start: 2, end: 2 + first };
  }
  const size = first & 0x7f;
  if (size === 0) {
    return { start: 2, end: bytes.length };
  }
  if (size > 4 || bytes.length < 2 + size) {
    return { start: 0, end: Infinity };
  }
  const start = 2 + size;
  return { start, end: start + bytes.readUIntBE(2, size) };
}

/** Reads the public half that precedes the encrypted part of an OpenSSH key. */
function opensshKey(bytes: Buffer): PrivateKey {
  const rest = bytes.subarray(sshMagic.length);
  // The cipher, the key derivation and its options; then the number of keys.
  const afterOptions = sshFields(rest)
    .slice(0, 3)
    .reduce((at, field) => at + 4 + field.length, 0);
  const [publicHalf] = sshFields(rest.subarray(afterOptions + 4));
  return publicHalf === undefined ? unreadableKey : keyOfSshPublicHalf(publicHalf);
}

/** Walks over the entries of a Java key store, of which one with the tag 1 is a private key. */
function isKeyStoreWithKey(bytes: Buffer): boolean {
  const magic = bytes.length > 12 ? bytes.readUInt32BE(0) : 0;
  if (magic !== 0xfeedfeed && magic !== 0xcececece) {
    return false;
  }
  const version = bytes.readUInt32BE(4);
  for (let at = 12, left = bytes.readUInt32BE(8); left > 0 && at + 6 <= bytes.length; left--) {
    if (bytes.readUInt32BE(at) !== 2) {
      return true;
    }
    // A trusted certificate: tag, alias, date, type and content.
    at += 4;
    at += 2 + bytes.readUInt16BE(at) + 8;
    if (version === 2 && at + 2 <= bytes.length) {
      at += 2 + bytes.readUInt16BE(at);
    }
    at += at + 4 <= bytes.length ? 4 + bytes.readUInt32BE(at) : Infinity;
  }
  return false;
}

/**
 * Recognizes private keys in the forms of Windows.
 *
 * @see https://learn.microsoft.com/en-us/windows/win32/seccrypto/base-provider-key-blobs
 * @see https://learn.microsoft.com/en-us/windows/win32/api/bcrypt/ns-bcrypt-bcrypt_rsakey_blob
 */
function isWindowsKey(bytes: Buffer): boolean {
  const at = (from: number) => bytes.subarray(from, from + 4).toString("latin1");
  return (
    (bytes[0] === 0x07 && at(8) === "RSA2") || (["RSA2", "RSA3", "ECS2"].includes(at(0)) && bytes.length > 90)
  );
}
