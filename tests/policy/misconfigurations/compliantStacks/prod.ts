import type { Stack } from "../stackModel";
import { secureOriginStack } from "./secureOrigin";

/** Builds the project's prod stack during a rotation of header and key, with administration from the company's network. */
export function prod(): Stack {
  return secureOriginStack({
    stack: "prod",
    domainName: "members.example.com",
    zones: 3,
    nats: 3,
    generations: [2, 1],
    keys: ["k2", "k1"],
    adminCidrs: ["10.8.0.0/16"],
    deletionProtection: true,
    webAcl: true,
  });
}
