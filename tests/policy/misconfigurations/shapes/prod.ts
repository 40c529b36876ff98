import type { Stack } from "../model";
import { secureOriginStack } from "./secureOrigin";

/** The project's prod stack in the middle of both rotations, with administration from the company's network. */
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
