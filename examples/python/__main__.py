"""A site on EC2 that is reachable only through CloudFront, with signed paths."""

from pathlib import Path

import pulumi
from pulumi_secure_origin import (
    ContentKind,
    OriginArgs,
    SecureOrigin,
    SecurePathArgs,
    SigningKeyArgs,
)

# With the package pulumi_aws: aws.route53.get_zone(name="example.com").zone_id
zone = pulumi.runtime.invoke("aws:route53/getZone:getZone", {"name": "example.com"})

site = SecureOrigin(
    "site",
    domain_name="members.example.com",
    hosted_zone_id=zone.value["zoneId"],
    secure_paths=[
        SecurePathArgs(pattern="/premium/*", content=ContentKind.DYNAMIC),
        SecurePathArgs(pattern="/downloads/*", content=ContentKind.STATIC),
        SecurePathArgs(pattern="/secure/*", content=ContentKind.DYNAMIC),
    ],
    signing_keys=[SigningKeyArgs(id="k1")],
    origin=OriginArgs(boot_script=Path(__file__).with_name("boot.sh").read_text()),
)

pulumi.export("url", site.url)
pulumi.export("activeKeyId", site.active_key_id)
pulumi.export("signingKeyArn", site.signing_key_arn)
