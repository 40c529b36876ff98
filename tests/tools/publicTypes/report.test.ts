import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publicTypes } from "../../../tools/publicTypes/report";

describe("a report of public types", () => {
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-types-"));
  after(() => rmSync(folder, { recursive: true }));
  const entry = join(folder, "index.d.ts");

  /** Reports an entry point that exports from ./site. */
  const reportOf = (exports: string, site: string, ...internal: string[]): string => {
    writeFileSync(entry, exports);
    writeFileSync(join(folder, "site.d.ts"), site);
    return publicTypes(entry, new Set(internal));
  };
  const site = `
    import { Resource } from "@pulumi/pulumi";
    /** Ports of a site. */
    interface Ports { http?: number }
    export interface SiteArgs { /** Both. */ ports: Ports; zone?: import("./index").Zone }
    export declare class Site extends Resource {
      private readonly listener;
      readonly url: string;
      constructor(name: string, args: SiteArgs);
    }
    export interface Unused { other: string }
  `;
  const zone = "export interface Zone { id: string }\n";

  it("has exports and what they mention, sorted, without comments, private members and what nobody sees", () => {
    assert.equal(
      reportOf(`${zone}export { SiteArgs, Site } from "./site";`, site),
      `// Exported.
export declare class Site extends Resource {
    readonly url: string;
    constructor(name: string, args: SiteArgs);
}
export interface SiteArgs {
    ports: Ports;
    zone?: import("./index").Zone;
}
export interface Zone {
    id: string;
}

// Mentioned by these.
interface Ports {
    http?: number;
}
`,
    );
  });

  it("follows no type that is internal", () => {
    const report = reportOf(`${zone}export { SiteArgs, Site } from "./site";`, site, "Ports");
    assert.doesNotMatch(report, /Mentioned/);
  });

  it("changes with an argument that is renamed, made necessary or given another type", () => {
    const exports = `${zone}export { SiteArgs } from "./site";`;
    const before = reportOf(exports, site);
    for (const [from, to] of [
      ["zone?:", "hostedZone?:"],
      ["zone?:", "zone:"],
      ["http?: number", "http?: string"],
    ] as const) {
      assert.notEqual(reportOf(exports, site.replace(from, to)), before, to);
    }
    assert.equal(reportOf(exports, site.replace("/** Both. */", "/** Public and signed. */")), before);
  });
});
