import { readFileSync } from "node:fs";
import * as route53 from "@pulumi/aws/route53";
import { SecureOrigin } from "./components";
import { outputsOf } from "./components/internal/publishOutputs";
import { readSettings } from "./components/settings";

const settings = readSettings();
const zone = route53.getZoneOutput(settings.hostedZone);
const bootScript = readFileSync(settings.bootScript, "utf8");

const site = new SecureOrigin(settings.name, {
  ...settings.site,
  hostedZoneId: zone.zoneId,
  origin: { ...settings.origin, bootScript },
});

// Every output of the component is an output of the stack.
export = outputsOf(site);
