import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { projectFolder } from "../../local/run/project";
import { anchorsOf, type Page, page, pages, proseOf } from "./pages";

/** Returns the targets of a page's links and pictures that are not URLs. */
function localLinks(of: Page): string[] {
  const links = [...proseOf(of).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)].map(([, target = ""]) => target);
  return links.filter((target) => !/^[a-z]+:/i.test(target));
}

/** Describes why a link is broken; undefined if it is not. */
function broken(of: Page, target: string): string | undefined {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? of.file : normalize(join(dirname(of.file), decodeURI(path)));
  if (file.startsWith("..") || !existsSync(join(projectFolder, file))) {
    return `${target}: there is no ${file}`;
  }
  return anchor === undefined || anchorsOf(page(file)).has(anchor)
    ? undefined
    : `${target}: ${file} has no heading #${anchor}`;
}

describe("links", () => {
  for (const each of pages()) {
    it(`of ${each.file} lead somewhere`, () => {
      assert.deepEqual(
        localLinks(each).flatMap((target) => broken(each, target) ?? []),
        [],
      );
    });
  }

  it("are broken if their file or heading does not exist", () => {
    const here = page("docs/reference/limits.md");
    assert.match(broken(here, "nowhere.md") ?? "", /there is no docs\/reference\/nowhere\.md/);
    assert.match(broken(here, "costs.md#nothing") ?? "", /has no heading #nothing/);
    assert.equal(broken(here, "costs.md#dev"), undefined);
  });

  it("lead from the README to every page, directly or through other pages", () => {
    const reached = new Set<string>();
    const walk = (file: string): void => {
      if (reached.has(file) || !file.endsWith(".md")) {
        return;
      }
      reached.add(file);
      for (const target of localLinks(page(file))) {
        const [path = ""] = target.split("#");
        walk(path === "" ? file : normalize(join(dirname(file), path)));
      }
    };
    walk("README.md");
    const lost = pages()
      .map(({ file }) => file)
      .filter((file) => file.startsWith("docs/") && !reached.has(file));
    assert.deepEqual(lost, []);
  });
});
