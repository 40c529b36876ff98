/** The next generation of the secret header in stack files of every style. */
import assert from "node:assert/strict";
import { headerNames, readGeneration } from "../../../cli/config/generation";
import { nextGeneration } from "../../../cli/config/generationEdit";

const file = "Pulumi.dev.yaml";

function next(text: string, leaked = false, wanted?: string): string {
  return nextGeneration(
    readGeneration(text, file, headerNames, wanted) ?? assert.fail("no settings"),
    leaked,
  );
}

describe("the next generation in a stack file", () => {
  it("is one more, in the quotes and the place of the one that is set", () => {
    for (const [text, after] of [
      ["config:\n  shop:headerGeneration: 9   # nine\n", "config:\n  shop:headerGeneration: 10   # nine\n"],
      [`config:\r\n  shop:headerGeneration: "9"\r\n`, `config:\r\n  shop:headerGeneration: "10"\r\n`],
      ["config: {a: b, 'shop:headerGeneration': '9'}", "config: {a: b, 'shop:headerGeneration': '10'}"],
      [
        "---\nconfig:\n  shop:site:\n    headerGeneration: 9",
        "---\nconfig:\n  shop:site:\n    headerGeneration: 10",
      ],
      [
        `config:\n  shop:site: '{"headerGeneration":9,"x":"it''s"}' # json\n`,
        `config:\n  shop:site: '{"headerGeneration":10,"x":"it''s"}' # json\n`,
      ],
    ] as const) {
      assert.equal(next(text), after);
    }
  });

  it("is set in front of the signing keys where the file does not say", () => {
    for (const [text, after] of [
      [
        "config:\n  shop:signingKeys:\n    - id: k1\n",
        "config:\n  shop:headerGeneration: 2\n  shop:signingKeys:\n    - id: k1\n",
      ],
      [
        'config:\r\n  "shop:signingKeys": [{ id: k1 }]',
        'config:\r\n  "shop:headerGeneration": 2\r\n  "shop:signingKeys": [{ id: k1 }]',
      ],
      [
        "config:\n  shop:sites:\n    - signingKeys: [{ id: k1 }]\n",
        "config:\n  shop:sites:\n    - headerGeneration: 2\n      signingKeys: [{ id: k1 }]\n",
      ],
      [
        "config:\n  shop:site: { signingKeys: [{ id: k1 }] }\n",
        "config:\n  shop:site: { headerGeneration: 2, signingKeys: [{ id: k1 }] }\n",
      ],
      [
        `config:\n  shop:site: '{"signingKeys":[{"id":"k1"}]}'\n`,
        `config:\n  shop:site: '{"headerGeneration": 2, "signingKeys":[{"id":"k1"}]}'\n`,
      ],
      [
        `config:\n  shop:signingKeys: '[{"id":"k1"}]'\n`,
        `config:\n  shop:headerGeneration: 2\n  shop:signingKeys: '[{"id":"k1"}]'\n`,
      ],
    ] as const) {
      assert.equal(next(text), after);
    }
  });

  it("drops the one that leaked, in the style of the list", () => {
    const text = (list: string): string =>
      `config:\n  shop:headerGeneration: 9\n  shop:droppedHeaderGenerations:${list}\n  shop:name: a\n`;
    for (const [list, after] of [
      ["\n    - 3 # old", "\n    - 3 # old\n    - 9"],
      [" [3] # old", " [3, 9] # old"],
      [" [ 3, 4, ]", " [ 3, 4, 9, ]"],
      [" []", " [9]"],
      [" '[3]'", " '[3, 9]'"],
    ] as const) {
      assert.equal(next(text(list), true), text(after).replace("Generation: 9", "Generation: 10"));
    }
    const none = "config:\n  shop:headerGeneration: 9\n";
    assert.equal(
      next(none, true),
      "config:\n  shop:droppedHeaderGenerations: [9]\n  shop:headerGeneration: 10\n",
    );
  });

  it("is not made where the file is not understood", () => {
    for (const [text, message, remedy] of [
      [
        "config:\n  shop:headerGeneration: nine\n",
        "shop:headerGeneration in Pulumi.dev.yaml is not a whole number from 1",
        "correct it by hand",
      ],
      [
        "config:\n  shop:headerGeneration: { secure: AAAB }\n",
        "shop:headerGeneration in Pulumi.dev.yaml is a secret, which this command does not read",
        "store it in plain text, without --secret: it is not confidential",
      ],
      [
        "config:\n  shop:headerGeneration: 1\n  shop:droppedHeaderGenerations: 3\n",
        "shop:droppedHeaderGenerations in Pulumi.dev.yaml is not a list of numbers",
        "write it as: [1, 2]",
      ],
      [
        "config:\n  a:headerGeneration: 1\n  b:site: { headerGeneration: 2 }\n",
        "Pulumi.dev.yaml has 2 places for headerGeneration: a:headerGeneration, b:site.headerGeneration",
        "choose one: --config-key a:headerGeneration",
      ],
      [
        "config:\n  a:headerGeneration: &n 1\n  a:other: *n\n",
        "a:headerGeneration in Pulumi.dev.yaml is written in a form that cannot be edited safely",
        "set it by hand to 2, and add 1 to droppedHeaderGenerations",
      ],
    ] as const) {
      assert.throws(() => next(text, true), { message, remedy }, text);
    }
  });

  it("is made in the place that is named, where there are more", () => {
    const text = "config:\n  a:headerGeneration: 1\n  b:site: { headerGeneration: 2 }\n";
    assert.equal(next(text, false, "b:site.headerGeneration"), text.replace("2", "3"));
  });

  it("is left to the program where the file has no settings of a site", () => {
    assert.equal(readGeneration("config:\n  aws:region: eu-west-1\n", file, headerNames), undefined);
    assert.equal(readGeneration("", file, headerNames), undefined);
  });
});
