/** Checks of a live site and their results. */
import type { HashAlgorithm } from "../../signer/keys/keySource";
import type { Signer } from "../../signer/sign/signerOptions";
import type { Site } from "./wire";

/** The site under test, and what the checks need. */
export interface Prover {
  readonly site: Site;
  /** Undefined for a hash that the key does not support. */
  readonly signers: Readonly<Record<HashAlgorithm, Signer | undefined>>;
  /** A path under a signed pattern, and one under another signed pattern. */
  readonly path: string;
  readonly otherPath: string;
  /** A public path. */
  readonly publicPath: string;
  readonly headerName: string;
  /** The load balancer and an instance or task, which must not be reachable. */
  readonly balancer: { readonly host: string; readonly port: number } | undefined;
  readonly instance: { readonly host: string; readonly port: number } | undefined;
  /** The bucket of the signed files, which must refuse everyone but the distribution. */
  readonly bucket: Site | undefined;
}

/** The result of a check. `ok` is undefined for one that was skipped. */
export interface Finding {
  readonly ok: boolean | undefined;
  readonly seen: string;
  /** What it shows about a point that AWS does not document. */
  readonly settles?: string | undefined;
}

/** A check. */
export interface Check {
  readonly name: string;
  readonly expected: string;
  /** The question that it answers, if `smoke/` asks it as well. */
  readonly question?: string;
  /** Whether it sends a signature, so that it needs the key. */
  readonly signs?: true;
  /** Whether the site has what is checked. Default: it has. */
  readonly applies?: (prover: Prover) => boolean;
  readonly run: (prover: Prover) => Promise<Finding>;
}
