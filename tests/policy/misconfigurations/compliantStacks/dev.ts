import type { Stack } from "../stackModel";
import { secureOriginStack } from "./secureOrigin";

/** Builds the project's dev stack: two zones, one NAT gateway, one key, the first generation of secrets, no web ACL. */
export function dev(): Stack {
  return secureOriginStack({
    stack: "dev",
    domainName: "members.dev.example.com",
    zones: 2,
    nats: 1,
    generations: [1],
    keys: ["k1"],
    adminCidrs: [],
    deletionProtection: false,
    webAcl: false,
  });
}
