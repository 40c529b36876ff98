/** Requests and responses between hops: viewer → edge → load balancer or bucket → instance. */
import type { Readable } from "node:stream";
import type { HeaderList } from "./headers";

/** The caller as a security group sees it. */
export interface Peer {
  /** For display: "CloudFront", "127.0.0.9". */
  readonly name: string;
  /** Undefined if only groups and prefix lists identify the caller. */
  readonly address?: string | undefined;
  /** Ids of the security groups that the caller is in. */
  readonly groups: readonly string[];
  /** Whether the caller is on CloudFront's list of origin-facing addresses. */
  readonly isCloudFront: boolean;
}

/** A request between hops; `target` is never decoded. */
export interface HopRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Readable | undefined;
  /** Aborted when the client disconnects. */
  readonly signal: AbortSignal;
}

/** Where a request ended. */
export type Hop = "edge" | "cache" | "bucket" | "network" | "balancer" | "instance";

/** What a hop did, for the inspector. */
export interface HopNote {
  readonly hop: Hop;
  /** One sentence. */
  readonly detail: string;
  /** The matched listener rule: its priority, or "default". */
  readonly rule?: string | undefined;
  /** The instance that received the request, `i-… :8443`. */
  readonly target?: string | undefined;
}

/** A response between hops. */
export interface HopResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Readable | Buffer;
  readonly note: HopNote;
}

/** Creates a response that a hop generates itself. */
export function madeResponse(
  status: number,
  contentType: string,
  text: string | Buffer,
  note: HopNote,
  headers: HeaderList = [],
): HopResponse {
  const body = typeof text === "string" ? Buffer.from(text, "utf8") : text;
  return {
    status,
    headers: [["Content-Type", contentType], ["Content-Length", String(body.length)], ...headers],
    body,
    note,
  };
}
