// Command members creates a site on EC2 that is reachable only through CloudFront, and whose secure paths need a signature.
package main

import (
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"secure-origin/sdk/secureorigin"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		bootScript, err := os.ReadFile("boot.sh")
		if err != nil {
			return err
		}
		// With the module pulumi-aws: route53.LookupZone(ctx, &route53.LookupZoneArgs{Name: …})
		asked := struct {
			Name string `pulumi:"name"`
		}{"example.com"}
		var zone struct {
			ZoneId string `pulumi:"zoneId"`
		}
		if err := ctx.Invoke("aws:route53/getZone:getZone", &asked, &zone); err != nil {
			return err
		}
		site, err := secureorigin.NewSecureOrigin(ctx, "site", &secureorigin.SecureOriginArgs{
			DomainName:   pulumi.String("members.example.com"),
			HostedZoneId: pulumi.String(zone.ZoneId),
			SecurePaths: []secureorigin.SecurePathArgs{
				{Pattern: "/premium/*", Content: secureorigin.ContentKindDynamic},
				{Pattern: "/downloads/*", Content: secureorigin.ContentKindStatic},
				{Pattern: "/secure/*", Content: secureorigin.ContentKindDynamic},
			},
			SigningKeys: []secureorigin.SigningKeyArgs{{Id: "k1"}},
			Origin:      secureorigin.OriginArgs{BootScript: pulumi.StringRef(string(bootScript))},
		})
		if err != nil {
			return err
		}
		ctx.Export("url", site.Url)
		ctx.Export("activeKeyId", site.ActiveKeyId)
		ctx.Export("signingKeyArn", site.SigningKeyArn)
		return nil
	})
}
