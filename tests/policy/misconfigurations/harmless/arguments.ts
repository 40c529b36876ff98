import type { Harmless } from "../misconfiguration";
import { all, later, set } from "../stackModel";

/** Arguments that are unknown, or written as another type that AWS reads as well. */
export const harmlessArguments: Harmless[] = [
  {
    id: "unknown-text-that-routes-nothing",
    base: "prod",
    what: "The comment and the tags of a distribution are known only after the update.",
    change: all(
      set("site-distribution", "comment", later("members")),
      set("site-distribution", "tags", later({ team: "members" }, [], "object")),
    ),
  },
  {
    id: "numbers-and-booleans-as-text",
    base: "dev",
    what: "A port, and whether a load balancer is internal, are written as text.",
    change: all(set("site-alb", "internal", "true"), set("site-https", "port", "443")),
  },
];
