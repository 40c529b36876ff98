/** Pulumi's schema of the components, for programs in any language. */
import { join } from "node:path";
import { ComponentResource } from "@pulumi/pulumi";
import { type AnalyzeResult, Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import * as components from "../../components";
import manifest from "../../plugin/package.json";

/** Returns the names of the exported components. */
function componentNames(): Set<string> {
  const classes = Object.values(components).filter(
    (exported) => typeof exported === "function" && exported.prototype instanceof ComponentResource,
  );
  return new Set(classes.map((exported) => (exported as { readonly name: string }).name));
}

/** Analyses the components' sources, as Pulumi does when it runs them as a plugin. */
export function analyze(): AnalyzeResult {
  const folder = join(__dirname, "../../components");
  return new Analyzer(folder, manifest.name, manifest, componentNames()).analyze();
}
