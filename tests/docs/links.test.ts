import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { projectFolder } from "../../local/run/project";
import { anchorsOf, type Page, page, pages, proseOf } from "./pages";

/** Targets of the links and pictures in a page that lead to something in the project. */
function localLinks(of: Page): string[] {
  const links = [...proseOf(of).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)].map(([, target = ""]) => target);
  return links.filter((target) => !/^[a-z]+:/i.test(target));
}

/** What is wrong with a link, or nothing. */
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

  it("are found wrong when their file or their heading is not there", () => {
    const here = page("docs/reference/limits.md");
    assert.match(broken(here, "nowhere.md") ?? "", /there is no docs\/reference\/nowhere\.md/);
    assert.match(broken(here, "costs.md#nothing") ?? "", /has no heading #nothing/);
    assert.equal(broken(here, "costs.md#dev"), undefined);
  });

  it("lead from the README to every page for readers, by way of other pages or not", () => {
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
