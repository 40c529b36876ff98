import assert from "node:assert/strict";
import type { Reply } from "../../../cli/prove/wire";
import type { Rig } from "../../../smoke/experiment";

/** A rig for a check by itself: it waits for nothing, and fails on what the check should not use. */
export function rig(parts: Partial<Rig>): Rig {
  return {
    outputs: {},
    region: "eu-west-1",
    given: {},
    deploy: () => assert.fail("deploys"),
    refresh: () => assert.fail("refreshes"),
    get: () => assert.fail("sends a request"),
    wait: () => Promise.resolve(),
    ...parts,
  };
}

/** An answer of CloudFront's. */
export const reply = (status: number, body = ""): Promise<Reply> =>
  Promise.resolve({ status, body, cache: "", age: undefined, setsCookie: false });
