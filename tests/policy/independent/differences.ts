const openGroup =
  "A security group on a protected server that admits the internet is refused even where no route leads there: one " +
  "more change would open it.";

/** Cases on which the pack decides otherwise, by id, each with the reason. A line goes when the pack agrees. */
export const differences: Readonly<Record<string, string>> = {
  "ipv6-egress-only": openGroup,
  "ipv6-no-route": openGroup,
  "ipv6-group-of-the-network":
    "The VPC's own IPv6 range counts as part of the internet, as it is of public addresses.",
};
