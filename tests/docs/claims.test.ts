import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { costsPage } from "../../tools/docs/costs";
import { readSources } from "../support/sourceGraph";
import { blocksOf, page, pages } from "./pages";

const source = (file: string): string => readFileSync(join(projectFolder, file), "utf8");

describe("what pages say", () => {
  const errorPages = ["docs/reference/errors.md", "docs/guides/why-403.md"]
    .map((file) => page(file).text)
    .join("\n");
  /** Headings of the errors, and the files that hold the text. */
  const errors = [...errorPages.matchAll(/^### `(.+)`\n<!-- (.+) -->$/gm)].map(
    ([, text = "", files = ""]) => ({ text, files: files.split(" ") }),
  );

  it("of errors has a source for each", () => {
    assert.equal(errors.length, errorPages.match(/^### /gm)?.length);
  });

  for (const { text, files } of errors) {
    it(`of the error ${text} is in the code`, () => {
      // Code splits long texts, and fills in the variable parts.
      const code = files
        .map(source)
        .join("\n")
        .replaceAll(/"\s*\+\s*["`]|`\s*\+\s*["`]/g, "");
      for (const part of text.split("…").map((each) => each.trim())) {
        // Arguments are refused by `problem`, which writes "… is …; allowed: …".
        const pieces = part.split(/(?: is \[\])?;? ?allowed: /).map((each) => each.replace(/\.$/, ""));
        for (const piece of pieces.filter((each) => each !== "")) {
          assert.ok(code.includes(piece), `${files.join(" ")} has no ${JSON.stringify(piece)}`);
        }
      }
    });
  }

  describe("of messages under “What can go wrong”", () => {
    /** Said by Pulumi, not by this project. */
    const others = ["invalid version"];
    const code = readSources(["cli", "policy", "components", "local"])
      .map(({ path }) => source(path))
      .concat(source("policy/start.js"))
      .join("\n")
      .replaceAll(/\$\{[^}]*\}/g, "…");
    const messages = pages().flatMap(({ file, text }) =>
      [...text.matchAll(/^## What can go wrong\n([^]*?)(?=^## |$(?![^]))/gm)].flatMap(([, part = ""]) =>
        [...part.matchAll(/^(?:- |\| )`([^`]+)`/gm)].map(([, message = ""]) => ({ file, message })),
      ),
    );

    it("is what the code says", () => {
      assert.ok(messages.length > 8);
      const missing = messages
        .filter(({ message }) => !others.includes(message))
        .filter(({ message }) => !message.split("…").every((piece) => code.includes(piece.trim())));
      assert.deepEqual(missing, []);
    });
  });

  const threatTests = "docs/contributing/threat-tests.md";

  it("of threats has tests for each, by its number", () => {
    const numbers = (file: string): number[] =>
      [...page(file).text.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number));
    const threats = numbers("docs/reference/threat-model.md");
    assert.deepEqual(
      threats,
      threats.map((_, index) => index + 1),
    );
    assert.deepEqual(numbers(threatTests), threats);
  });

  it("of threats names tests that exist", () => {
    const named = [...page(threatTests).text.matchAll(/`(tests\/[^`]+\.ts)` (.+?)(?=<br>| \|)/g)];
    assert.ok(named.length > 25);
    const missing = named.filter(([, file = "", title = ""]) => {
      const titles = existsSync(join(projectFolder, file))
        ? [...source(file).matchAll(/(?:it|describe)\(\s*["`]((?:[^"`\\]|\\.)*)["`]/g)].map(
            ([, text = ""]) => text,
          )
        : [];
      return !titles.some((text) => text.startsWith(title));
    });
    assert.deepEqual(
      missing.map(([all]) => all),
      [],
    );
  });

  it("of costs has the tables that the stacks and the prices give", async () => {
    const { text } = page("docs/reference/costs.md");
    assert.equal(text, await costsPage(text), "npm run docs writes them");
    assert.match(text, /<!-- costs of dev: npm run docs -->\n\| what/);
    assert.match(text, /<!-- costs of prod: npm run docs -->\n\| what/);
  });

  it("of costs is added up right", () => {
    const rows = [
      ...page("docs/reference/costs.md").text.matchAll(
        /^\| [^|*]+ \| ([\d.]+) \| ([\d.]+) \| (\d+|–) \| ([\d.]+) \|$|^\| \*\*sum\*\* .*\*\*([\d.]+)\*\* \|$/gm,
      ),
    ];
    let sum = 0;
    let sums = 0;
    for (const [row, number, price, hours, month, total] of rows) {
      if (total === undefined) {
        const exact = Number(number) * Number(price) * (hours === "–" ? 1 : Number(hours));
        assert.ok(Math.abs(exact - Number(month)) <= 0.005 + 1e-9, row);
        sum += Number(month);
      } else {
        assert.equal(sum.toFixed(2), total, row);
        sum = 0;
        sums++;
      }
    }
    assert.equal(sums, 2);
  });

  it("of programs is what the files hold", () => {
    for (const { file } of pages()) {
      for (const { comment, code, page: of } of blocksOf(page(file))) {
        const shown = /^file: (\S+)$/.exec(comment ?? "")?.[1];
        if (shown === undefined) {
          continue;
        }
        const text = source(shown);
        // UPDATE_DOCS=1 writes what the file holds; without it the page must already say the same.
        if (process.env.UPDATE_DOCS === "1") {
          const at = of.text.indexOf(`<!-- file: ${shown} -->`);
          const start = of.text.indexOf("\n", of.text.indexOf("```", at)) + 1;
          const now = page(file).text;
          const begin = now.indexOf("\n", now.indexOf("```", now.indexOf(`<!-- file: ${shown} -->`))) + 1;
          assert.ok(start > 0);
          writeFileSync(
            join(projectFolder, file),
            now.slice(0, begin) + text + now.slice(now.indexOf("```", begin)),
          );
          continue;
        }
        assert.equal(
          code,
          text,
          `${file} shows another ${shown}: UPDATE_DOCS=1 npx mocha tests/docs/claims.test.ts`,
        );
      }
    }
  });
});
