import assert from "node:assert/strict";
import type { Peer } from "../../../../local/edge/hop";
import { admission, isInside } from "../../../../local/edge/loadBalancer/admission";
import { groups, rule } from "../support/plainView";

const cloudFront: Peer = { name: "CloudFront", groups: ["sg-service"], isCloudFront: true };
const at = (address: string): Peer => ({ name: address, address, groups: [], isCloudFront: false });

describe("security groups as a filter", () => {
  const open = (peer: Peer, ...rules: Parameters<typeof rule>[]): boolean =>
    admission(
      groups({ "sg-1": { ingress: rules.map((one) => rule(...one)) } }),
      ["sg-1"],
      "ingress",
      peer,
      443,
    ).allowed;

  it("admits nobody without a rule, or by a group that is not there", () => {
    assert.ok(!open(cloudFront));
    assert.ok(!admission(groups({}), ["sg-gone"], "ingress", cloudFront, 443).allowed);
  });

  it("admits CloudFront by its list of addresses or by its own group, on the rule's port", () => {
    const list = { kind: "prefixList", id: "pl-1", isCloudFront: true } as const;
    assert.ok(open(cloudFront, [list]));
    assert.ok(open(cloudFront, [{ kind: "group", id: "sg-service" }]));
    assert.ok(!open(cloudFront, [list, 80]));
    assert.ok(!open(at("10.1.2.3"), [list]));
    assert.ok(!open(cloudFront, [{ ...list, isCloudFront: false }]));
  });

  it("admits addresses by range, each family by its own", () => {
    assert.ok(open(at("10.1.2.3"), [{ kind: "cidr", cidr: "10.0.0.0/8" }]));
    assert.ok(!open(at("11.1.2.3"), [{ kind: "cidr", cidr: "10.0.0.0/8" }]));
    assert.ok(open(at("2001:db8::1"), [{ kind: "cidr", cidr: "::/0" }]));
    assert.ok(!open(at("203.0.113.9"), [{ kind: "cidr", cidr: "::/0" }]));
    assert.ok(!open(at("203.0.113.9"), [{ kind: "cidr", cidr: "nonsense" }]));
  });

  it("takes protocol -1 for all ports and udp for none of these", () => {
    const any = { ...rule({ kind: "cidr", cidr: "0.0.0.0/0" }), fromPort: -1, toPort: -1 };
    const asked = (protocol: string): boolean =>
      admission(groups({ g: { ingress: [{ ...any, protocol }] } }), ["g"], "ingress", at("1.2.3.4"), 443)
        .allowed;
    assert.ok(asked("-1"));
    assert.ok(!asked("udp"));
  });

  it("counts as inside who is in a group, is CloudFront, or has a private address", () => {
    assert.ok(isInside(cloudFront) && isInside(at("192.168.1.1")) && isInside(at("172.31.0.1")));
    assert.ok(!isInside(at("127.0.0.1")) && !isInside(at("8.8.8.8")));
  });
});
