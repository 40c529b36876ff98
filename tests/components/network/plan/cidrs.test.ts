import assert from "node:assert/strict";
import fc from "fast-check";
import {
  adminCidrProblems,
  adminOverlapProblems,
  contains,
  formatCidr,
  parseCidr,
} from "../../../../components/network/plan/cidrs";
import { planSubnets, subnetProblems } from "../../../../components/network/plan/subnets";

const range = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
  .map(([address, prefix]) => {
    const size = 2 ** (32 - prefix);
    return { first: Math.floor(address / size) * size, prefix };
  });

const vpc = fc
  .tuple(
    fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    fc.integer({ min: 16, max: 20 }),
    fc.integer({ min: 2, max: 6 }),
  )
  .map(([address, prefix, zones]) => {
    const size = 2 ** (32 - prefix);
    return { cidr: formatCidr({ first: Math.floor(address / size) * size, prefix }), zones };
  });

const parsed = (cidr: string) => {
  const found = parseCidr(cidr);
  assert.ok(found, `${cidr} is a range`);
  return found;
};

describe("CIDR ranges", () => {
  it("are read back as they were written", () => {
    fc.assert(
      fc.property(range, (one) => {
        assert.deepEqual(parseCidr(formatCidr(one)), one);
      }),
    );
  });

  it("are refused with bits behind the prefix, or if they are none", () => {
    for (const text of ["10.0.0.1/8", "10.0.0/8", "300.0.0.0/8", "10.0.0.0/33", "::/0", "10.0.0.0", ""]) {
      assert.equal(parseCidr(text), undefined, text);
    }
  });
});

describe("subnet plan", () => {
  it("cuts a VPC into ranges that lie in it and do not overlap", () => {
    fc.assert(
      fc.property(vpc, ({ cidr, zones }) => {
        assert.deepEqual(subnetProblems(cidr, zones), []);
        const plan = planSubnets(cidr, zones);
        const all = [...plan.privateCidrs, ...plan.publicCidrs].map(parsed);
        assert.equal(all.length, 2 * zones);
        for (const [index, one] of all.entries()) {
          assert.ok(contains(parsed(cidr), one));
          assert.ok(one.prefix <= 28, "the smallest subnet that AWS takes");
          assert.ok(
            all.every((other, at) => at === index || (!contains(one, other) && !contains(other, one))),
          );
        }
      }),
    );
  });

  it("moves no subnet when a zone is added", () => {
    fc.assert(
      fc.property(vpc, ({ cidr, zones }) => {
        const [before, after] = [planSubnets(cidr, zones), planSubnets(cidr, zones + 1)];
        assert.deepEqual(after.privateCidrs.slice(0, zones), before.privateCidrs);
        assert.deepEqual(after.publicCidrs.slice(0, zones), before.publicCidrs);
      }),
    );
  });
});

describe("administration ranges", () => {
  it("are private ones, unless public ones are allowed", () => {
    assert.deepEqual(adminCidrProblems(["10.0.0.0/8", "192.168.4.0/24", "100.64.0.0/10"], false), []);
    assert.match(adminCidrProblems(["198.51.100.0/24"], false)[0] ?? "", /set allowPublicAdminCidrs/);
    assert.deepEqual(adminCidrProblems(["198.51.100.0/24"], true), []);
  });

  it("never overlap the VPC, in which CloudFront's interfaces are", () => {
    for (const cidr of ["10.20.0.0/16", "10.0.0.0/8", "10.20.4.0/24", "10.20.255.255/32"]) {
      assert.deepEqual(adminOverlapProblems(["172.16.0.0/16", cidr], "10.20.0.0/16"), [
        `adminCidrs[1] is "${cidr}"; allowed: ranges outside the VPC 10.20.0.0/16, in which CloudFront's ` +
          "interfaces are. To fix: name the VPN's own range, or give the network another cidrBlock.",
      ]);
    }
    const outside = ["10.19.0.0/16", "10.21.0.0/16", "192.168.0.0/16"];
    assert.deepEqual(adminOverlapProblems(outside, "10.20.0.0/16"), []);
    const invalid = ["10.20.0.1/16", "x"];
    assert.deepEqual(adminOverlapProblems(invalid, "10.20.0.0/16"), [], "refused as a range already");
  });

  it("never hold more than 256 public addresses", () => {
    fc.assert(
      fc.property(range, fc.boolean(), (one, allowPublic) => {
        fc.pre(adminCidrProblems([formatCidr(one)], allowPublic).length === 0);
        const isPrivate = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].some((outer) =>
          contains(parsed(outer), one),
        );
        return isPrivate || one.prefix >= 24;
      }),
    );
    for (const world of ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/2", "8.0.0.0/6"]) {
      assert.equal(adminCidrProblems([world], true).length, 1);
    }
  });
});
