import assert from "node:assert/strict";
import type { Reply } from "../../../cli/prove/wire";
import type { Rig } from "../../../smoke/experiment";

/** Makes a rig that does not wait, and fails on anything the check should not use. */
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

/** Makes a reply of CloudFront. */
export const reply = (status: number, body = ""): Promise<Reply> =>
  Promise.resolve({ status, body, cache: "", age: undefined, setsCookie: false });
