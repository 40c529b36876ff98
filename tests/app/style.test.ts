import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "./support/bundle";

const sheet = readFileSync(join(projectFolder, "app/static/site.css"), "utf8");

/** The colours of a scheme: `light-dark(#…, #…)` of each variable. */
function colours(scheme: 0 | 1): Record<string, string> {
  const variables = sheet.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g);
  return Object.fromEntries(
    [...variables].map(([, name = "", light = "", dark = ""]) => [name, [light, dark][scheme] ?? ""]),
  );
}

/** Relative luminance. See https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe("style sheet", () => {
  for (const scheme of [0, 1] as const) {
    const set = colours(scheme);
    const name = ["light", "dark"][scheme] ?? "";
    for (const ground of ["ground", "raised"]) {
      for (const text of ["text", "soft", "accent", "good", "warn"]) {
        it(`has readable ${text} on ${ground}, ${name}`, () => {
          assert.ok(
            contrast(set[text] ?? "", set[ground] ?? "") >= 6,
            String(contrast(set[text] ?? "", set[ground] ?? "")),
          );
        });
      }
    }
    it(`has readable buttons, ${name}`, () => {
      assert.ok(contrast(set["on-accent"] ?? "", set["accent"] ?? "") >= 7);
    });
  }

  it("loads nothing from elsewhere", () => {
    assert.doesNotMatch(sheet, /url\(|@import|https?:/);
  });
});
