import assert from "node:assert/strict";
import { bucketIn } from "../../../policy/reachability/buckets/bucketReads";

describe("bucketIn", () => {
  for (const domain of [
    "s3.amazonaws.com",
    "s3.eu-west-1.amazonaws.com",
    "s3-eu-west-1.amazonaws.com",
    "s3.dualstack.us-gov-west-1.amazonaws.com",
    "s3-website-eu-west-1.amazonaws.com",
    "s3-website.eu-central-1.amazonaws.com",
    "s3-accelerate.amazonaws.com",
    "s3.cn-north-1.amazonaws.com.cn",
  ]) {
    it(`reads the bucket before ${domain}`, () => {
      assert.equal(bucketIn(`my.videos-1.${domain}`), "my.videos-1");
    });
  }

  for (const domain of [
    "s3.eu-west-1.amazonaws.com",
    "origin.example.com",
    "a.elb.eu-west-1.amazonaws.com",
  ]) {
    it(`reads none in ${domain}`, () => {
      assert.equal(bucketIn(domain), undefined);
    });
  }
});
