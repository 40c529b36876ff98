import type { PrivateKey } from "../../values/privateKeys/privateKey";

/**
 * The properties that are documented to hold a private key for another purpose: TLS, SSH, DKIM or a cluster's client.
 * Each is matched by its end, so that lists and nested objects are covered.
 */
const documentedPlaces: readonly (readonly [type: RegExp, path: RegExp])[] = [
  [
    /^aws:(?:acm\/certificate|iam\/serverCertificate|transfer\/certificate|iot\/certificate):/,
    /^privateKey$/,
  ],
  [/^aws:apigateway\/domainName:/, /^certificatePrivateKey$/],
  [/^aws:transfer\/(?:server|hostKey):/, /^(?:hostKey|hostKeyBody)$/],
  [/^aws:lightsail\/keyPair:/, /^privateKey$/],
  [/^aws:sesv2\/emailIdentity:/, /domainSigningPrivateKey$/],
  [/^command:remote:/, /^connection\.(?:proxy\.)?privateKey$/],
  [/^tls:index\/(?!privateKey:)/, /^(?:privateKeyPem|caPrivateKeyPem)$/],
  [/^tls:index\/privateKey:/, /^privateKey(?:Pem|Openssh|PemPkcs8)$/],
  [/^acme:index\//, /(?:[pP]rivateKeyPem|accountKeyPem|privateKeyP12)$/],
  [/^kubernetes:core\/v1:Secret$/, /^(?:data|stringData)\.tls\.key$/],
  [/^pulumi:providers:kubernetes$/, /^kubeconfig$/],
  [
    /^eks:index:|^(?:azure-native|digitalocean|linode|civo):/,
    /(?:kubeconfig|kubeConfigs?|clientKey|rawConfig)/i,
  ],
  [/^gcp:serviceaccount\/key:/, /^privateKey$/],
  [/^pulumi:providers:/, /^(?:credentials|privateKey|clientKey|sshPrivateKey)$/],
];

/** Returns whether a property is documented to hold a private key for another purpose than CloudFront's signatures. */
export function isDocumentedPlace(type: string, path: string): boolean {
  return documentedPlaces.some(([types, paths]) => types.test(type) && paths.test(path));
}

/**
 * Returns whether a key could sign for CloudFront, which accepts RSA 2048 and ECDSA P-256. A shorter RSA key counts as well,
 * and so does a key that cannot be read.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html
 */
export function couldSign({ publicHalf }: PrivateKey): boolean {
  if (publicHalf === undefined || publicHalf.isUsable) {
    return true;
  }
  const [, bits] = /^RSA (\d+)$/.exec(publicHalf.what) ?? [];
  return bits !== undefined && Number(bits) < 2048;
}

/** Returns the part of a path that consists of argument names: the key of a map may be anything. */
export function quotablePath(path: string): string {
  const [known = ""] = /^[A-Za-z_][\w.[\]]{0,99}/.exec(path) ?? [];
  return known;
}
