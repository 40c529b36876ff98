/** Writes the tables of docs/reference/costs.md, from the resources of the two stacks and the prices of `secure-origin review`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { byTheHour, type CostRow, cents, monthlyCosts, sumOf } from "../../cli/costs/monthlyCosts";
import { hourly } from "../../cli/costs/prices";
import { SecureOrigin } from "../../components";
import { parseSettings } from "../../components/settings";
import { projectFolder } from "../../local/run/project";
import { record } from "../../tests/components/support/recorder";

/** Path of the page. */
export const COSTS_PAGE = join(projectFolder, "docs/reference/costs.md");

/** The capacity units of the load balancer that the traffic of each stack is thought to need. */
const stacks = { dev: 0.1, prod: 2 } as const;

/** Returns what a stack of this project costs a month, with the capacity units of its load balancer. */
export async function costsOfStack(stack: keyof typeof stacks): Promise<readonly CostRow[]> {
  const file = `Pulumi.${stack}.yaml`;
  const { config } = parse(readFileSync(join(projectFolder, file), "utf8")) as {
    config: Record<string, unknown>;
  };
  const texts = Object.entries(config).map(([name, value]) => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const settings = parseSettings("secure-origin", Object.fromEntries(texts) as Record<string, string>, file);
  const origin = { ...settings.origin, bootScript: "#!/bin/sh\n" };
  const { made } = await record(
    (options) =>
      new SecureOrigin(
        settings.name,
        { ...settings.site, region: "eu-west-1", hostedZoneId: "Z1", origin },
        options,
      ),
  );
  const resources = made.map(({ type, name, inputs }) => ({ type, urn: name, props: inputs }));
  const { rows, notCounted } = monthlyCosts(resources);
  if (notCounted.length > 0) {
    throw new Error(`no price for ${notCounted.join(", ")}: add it to cli/costs`);
  }
  const at = rows.findIndex(({ what }) => what === "load balancer") + 1;
  const units = byTheHour("its capacity units", stacks[stack], hourly.capacityUnit);
  return [...rows.slice(0, at), units, ...rows.slice(at)];
}

function tableOf(rows: readonly CostRow[]): string {
  const price = (value: number): string => (cents(value) === value ? value.toFixed(2) : String(value));
  return [
    "| what | number | unit price | hours | a month |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map(
      ({ what, number, unitPrice, hours, month }) =>
        `| ${what} | ${number} | ${price(unitPrice)} | ${hours ?? "–"} | ${month.toFixed(2)} |`,
    ),
    `| **sum** | | | | **${sumOf(rows).toFixed(2)}** |`,
  ].join("\n");
}

/** Returns the page with its tables replaced. */
export async function costsPage(text: string): Promise<string> {
  let page = text;
  for (const stack of ["dev", "prod"] as const) {
    const table = tableOf(await costsOfStack(stack));
    page = page.replace(
      new RegExp(`(<!-- costs of ${stack}: npm run docs -->\\n)[\\s\\S]*?(?=\\n\\n)`),
      (_, mark: string) => mark + table,
    );
  }
  return page;
}

async function write(): Promise<void> {
  writeFileSync(COSTS_PAGE, await costsPage(readFileSync(COSTS_PAGE, "utf8")));
}

if (require.main === module) {
  void write();
}
