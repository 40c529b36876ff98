import { added, all, type Change, idOf, inserted, output } from "../../stackModel";
import { secretOrigin, signedBehavior, vpcOrigin } from "./distribution";
import { keyGroup, kmsKey } from "./keys";
import { applicationLoadBalancer, headerSecret, tier } from "./loadBalancer";

const SHOP = { name: "shop" };

/** Adds a second application to the dev stack, with its own load balancer, header values and keys. */
export const shopApplication: Change = all(
  added(
    ...applicationLoadBalancer({
      ...SHOP,
      module: "lb",
      subnets: [idOf("site-private-0"), idOf("site-private-1")],
      securityGroups: [idOf("site-from-edge")],
    }),
    ...(["public", "signed"] as const).flatMap((name) => [
      headerSecret(SHOP, `shop-${name}-header`),
      ...tier({
        ...SHOP,
        module: "lb",
        tier: name,
        vpcId: idOf("site-vpc"),
        secrets: [output(`shop-${name}-header`, "hex")],
      }),
    ]),
    vpcOrigin(SHOP, output("shop-alb", "arn")),
    ...kmsKey({ ...SHOP, id: "k1" }),
    keyGroup(SHOP, ["k1"]),
  ),
  ...(["public", "signed"] as const).map((name) =>
    inserted(
      "site-distribution",
      "origins",
      2,
      secretOrigin(
        "shop",
        `shop-${name}`,
        "origin-shop.dev.example.com",
        output(`shop-${name}-header`, "hex"),
      ),
    ),
  ),
  inserted("site-distribution", "orderedCacheBehaviors", 1, {
    ...signedBehavior("site", "shop-signed"),
    trustedKeyGroups: [idOf("shop-key-group")],
    pathPattern: "/shop/*",
  }),
);
