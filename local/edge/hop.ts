/** What travels from one hop to the next: viewer → edge → load balancer or bucket → instance. */
import type { Readable } from "node:stream";
import type { HeaderList } from "./headers";

/** Who calls, as a security group sees it. */
export interface Peer {
  /** For people: "CloudFront", "127.0.0.9". */
  readonly name: string;
  /** Absent where only groups and lists speak for the caller. */
  readonly address?: string | undefined;
  /** Ids of the security groups that the caller is in. */
  readonly groups: readonly string[];
  /** Whether the caller is on CloudFront's list of origin-facing addresses. */
  readonly isCloudFront: boolean;
}

/** A request between hops. Nothing in `target` was decoded. */
export interface HopRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Readable | undefined;
  /** Aborted when the one who asked has gone. */
  readonly signal: AbortSignal;
}

/** Where a request ended. */
export type Hop = "edge" | "cache" | "bucket" | "network" | "balancer" | "instance";

/** What a hop can tell about its part, for the inspector. */
export interface HopNote {
  readonly hop: Hop;
  /** One sentence. */
  readonly detail: string;
  /** The listener rule that decided: its priority, or "default". */
  readonly rule?: string | undefined;
  /** The instance that was asked, `i-… :8443`. */
  readonly target?: string | undefined;
}

/** An answer between hops. */
export interface HopResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Readable | Buffer;
  readonly note: HopNote;
}

/** An answer that a hop made by itself. */
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
