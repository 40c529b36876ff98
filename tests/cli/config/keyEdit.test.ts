/** Changes of signing keys in stack files of every style: what changes is the list, and no other byte. */
import assert from "node:assert/strict";
import { editKeys } from "../../../cli/config/keyEdit";
import { readKeyList } from "../../../cli/config/keyList";
import type { KeyChange } from "../../../cli/keys/keyStates";

const file = "Pulumi.dev.yaml";
const at = new Date("2026-01-31T18:00:00Z");
const announced: KeyChange = { kind: "add", id: "k2", entry: { id: "k2", state: "announced" } };
const active: KeyChange = { kind: "state", id: "k2", state: "active" };
const retired: KeyChange = { kind: "state", id: "k1", state: "retired", retiredAt: at };
const removed: KeyChange = { kind: "remove", id: "k1" };

function change(text: string, ...changes: KeyChange[]): string {
  const list = readKeyList(text, file);
  assert.ok(list !== undefined, "no list was found");
  return editKeys(list, changes);
}

/** The lines that a change takes and gives. */
function diff(before: string, after: string): { out: string[]; in: string[] } {
  const [old, fresh] = [before.split("\n"), after.split("\n")];
  return {
    out: old.filter((line) => !fresh.includes(line)),
    in: fresh.filter((line) => !old.includes(line)),
  };
}

const blocks = `config:
  aws:region:   eu-west-1   # three spaces stay
  shop:signingKeys:
  - id: k1 # made in KMS
    state: active
    # about k1
  - {id: k2, state: announced}   # about k2
  # about what comes next
  shop:text: "a very long line that no change may fold, because it was written in one line and has to stay so for ever"
`;

describe("a change of signing keys in a stack file", () => {
  it("keeps block style, spaces, comments and long lines", () => {
    const after = change(blocks, retired, active);
    assert.deepEqual(diff(blocks, after), {
      out: ["  - id: k1 # made in KMS", "    state: active", "  - {id: k2, state: announced}   # about k2"],
      in: [
        "  - id: k1 # made in KMS; retired 2026-01-31T18:00:00Z",
        "    state: retired",
        "  - {id: k2, state: active}   # about k2",
      ],
    });
    assert.equal(change(after, removed), after.replace(/ {2}- id: k1[^\n]*\n {4}state: retired\n/, ""));
    const k3: KeyChange = { kind: "add", id: "k3", entry: { id: "k3", state: "announced" } };
    assert.deepEqual(diff(blocks, change(blocks, k3)), { out: [], in: ["  - { id: k3, state: announced }"] });
  });

  it("writes a block behind a block, with the public key line by line", () => {
    const text = "config:\n  shop:signingKeys:\n    - id: k1\n      # deeper\n  shop:name: a\n";
    const entry = { id: "k2", state: "announced", publicKeyPem: "-----BEGIN\nAA\n-----END\n" };
    assert.equal(
      change(text, { kind: "add", id: "k2", entry }),
      `config:
  shop:signingKeys:
    - id: k1
      # deeper
    - id: k2
      state: announced
      publicKeyPem: |
        -----BEGIN
        AA
        -----END
  shop:name: a
`,
    );
  });

  it("gives a state to a key that has none", () => {
    const text = "config:\n  shop:signingKeys:\n    - id: k1 # first\n    - { id: k2 }\n";
    assert.equal(
      change(text, { ...retired, retiredAt: at }, active),
      "config:\n  shop:signingKeys:\n    - id: k1 # first; retired 2026-01-31T18:00:00Z\n      state: retired\n    - { id: k2, state: active }\n",
    );
  });

  it("keeps a list in one line, and says of which key the comment is", () => {
    const text = "config:\n  shop:signingKeys: [ {id: k1, state: active} ] # one line\n  shop:name: a\n";
    const two = change(text, announced);
    assert.equal(two, text.replace("active}", "active}, { id: k2, state: announced }"));
    const turned = change(two, retired, active);
    assert.equal(
      turned,
      "config:\n  shop:signingKeys: [ {id: k1, state: retired}, { id: k2, state: active } ] # one line; k1 retired 2026-01-31T18:00:00Z\n  shop:name: a\n",
    );
    assert.deepEqual(
      readKeyList(turned, file)?.keys.map(({ id, retiredAt }) => [id, retiredAt?.toISOString()]),
      [
        ["k1", "2026-01-31T18:00:00.000Z"],
        ["k2", undefined],
      ],
    );
    assert.equal(
      change(turned, removed),
      text.replace("{id: k1, state: active}", "{ id: k2, state: active }"),
    );
    assert.equal(
      change(
        turned,
        { kind: "state", id: "k2", state: "retired", retiredAt: at },
        { kind: "state", id: "k1", state: "active" },
      ),
      "config:\n  shop:signingKeys: [ {id: k1, state: active}, { id: k2, state: retired } ] # one line; k2 retired 2026-01-31T18:00:00Z\n  shop:name: a\n",
    );
  });

  it("keeps a list in brackets over several lines, with a comma at its end and without", () => {
    for (const end of [",", ""]) {
      const text = `config:\n  shop:signingKeys: [\n    { "id": "k1", "state": "active" }${end} # first, of two\n  ]\n`;
      const two = change(text, announced);
      assert.deepEqual(diff(text, two).in, [
        ...(end === "" ? ['    { "id": "k1", "state": "active" }, # first, of two'] : []),
        `    {"id": "k2", "state": "announced"}${end}`,
      ]);
      const turned = change(two, retired, active);
      assert.match(turned, /"retired" \}, # first, of two; retired 2026-01-31T18:00:00Z\n/);
      assert.equal(
        change(turned, removed),
        `config:\n  shop:signingKeys: [\n    {"id": "k2", "state": "active"}${end}\n  ]\n`,
      );
      const last: KeyChange = { kind: "remove", id: "k2" };
      assert.equal(
        change(two, last),
        `config:\n  shop:signingKeys: [\n    { "id": "k1", "state": "active" }${end} # first, of two\n  ]\n`,
      );
    }
  });

  it("changes JSON text in its own quotes", () => {
    for (const [text, after] of [
      [
        `'[{"id":"k1"},{"id":"it''s","x":"'']"}]' # text`,
        `'[{"id":"k1", "state": "retired"},{"id":"it''s","x":"'']"}]' # text; k1 retired 2026-01-31T18:00:00Z`,
      ],
      [
        String.raw`"[{\"id\":\"k1\",\"state\":\"active\"}]"`,
        String.raw`"[{\"id\":\"k1\",\"state\":\"retired\"}]" # k1 retired 2026-01-31T18:00:00Z`,
      ],
    ] as const) {
      const whole = (value: string): string => `config:\n  shop:signingKeys: ${value}\n  shop:name: a\n`;
      assert.equal(change(whole(text), retired), whole(after));
    }
  });

  it("finds a list inside an object, in YAML and in JSON text", () => {
    const nested = "config:\n  shop:sites:\n    - name: a\n      signingKeys:\n        - id: k1\n";
    assert.equal(change(nested, announced), `${nested}        - id: k2\n          state: announced\n`);
    assert.equal(readKeyList(nested, file)?.setting.label, "shop:sites[0].signingKeys");
    const json = `config:\n  shop:site: '{"signingKeys": [{"id": "k1"}], "headerGeneration": 2}'\n`;
    assert.equal(change(json, announced), json.replace('"k1"}', '"k1"}, {"id": "k2", "state": "announced"}'));
    assert.equal(readKeyList(json, file)?.setting.label, "shop:site.signingKeys");
  });

  it("keeps CRLF, a missing end of the last line, and the marks of a document", () => {
    const crlf =
      "---\r\nconfig:\r\n  shop:signingKeys:\r\n    - { id: k1, state: active } # first\r\n    - id: k2\r\n      state: announced";
    const after = change(crlf, retired, active);
    assert.equal(
      after,
      "---\r\nconfig:\r\n  shop:signingKeys:\r\n    - { id: k1, state: retired } # first; retired 2026-01-31T18:00:00Z\r\n    - id: k2\r\n      state: active",
    );
    assert.equal(
      change(crlf, { kind: "add", id: "k3", entry: { id: "k3", state: "announced" } }),
      `${crlf}\r\n    - id: k3\r\n      state: announced`,
    );
    assert.equal(
      change(crlf, { kind: "remove", id: "k2" }),
      "---\r\nconfig:\r\n  shop:signingKeys:\r\n    - { id: k1, state: active } # first",
    );
  });

  it("leaves anchors alone, and an alias in place of a state gives way", () => {
    const text =
      "config:\n  shop:state: &on active\n  shop:signingKeys:\n    - &one { id: k1, state: *on }\n    - { id: k2, state: &next announced }\n  shop:first: *one\n";
    assert.throws(() => change(text, retired), {
      message: "shop:signingKeys in Pulumi.dev.yaml is written in a form that cannot be edited safely",
      remedy: "change it by hand to: k1 retired, k2 announced",
    });
    const alone = text.replace("  shop:first: *one\n", "");
    assert.equal(
      change(alone, retired, active),
      "config:\n  shop:state: &on active\n  shop:signingKeys:\n    - &one { id: k1, state: retired } # retired 2026-01-31T18:00:00Z\n    - { id: k2, state: &next active }\n",
    );
  });

  it("reads what a key is merged from, and writes its own state beside that", () => {
    const text =
      "x: &base { state: active, source: kms }\nconfig:\n  shop:signingKeys:\n    - { <<: *base, id: k1 }\n    - { <<: *base, id: k2, state: announced }\n";
    assert.deepEqual(
      readKeyList(text, file)?.keys.map(({ id, state }) => `${id} ${state}`),
      ["k1 active", "k2 announced"],
    );
    assert.equal(
      change(text, retired),
      text.replace("id: k1 }", "id: k1, state: retired } # retired 2026-01-31T18:00:00Z"),
    );
  });

  it("keeps the quotes of a state", () => {
    const text = `config:\n  shop:signingKeys:\n    - { id: 'k1', "state": 'active' }\n    - id: "k2"\n      state: "announced"\n`;
    assert.equal(
      change(text, retired, active),
      `config:\n  shop:signingKeys:\n    - { id: 'k1', "state": 'retired' } # retired 2026-01-31T18:00:00Z\n    - id: "k2"\n      state: "active"\n`,
    );
  });

  it("does not read text as a comment that only looks like one", () => {
    const text = `config:\n  shop:signingKeys:\n    - { id: k1, note: "a # retired 2020-01-01T00:00:00Z" }\n    - id: k2\n      publicKeyPem: |\n        # retired 2020-01-01T00:00:00Z\n`;
    assert.deepEqual(
      readKeyList(text, file)?.keys.map(({ retiredAt }) => retiredAt),
      [undefined, undefined],
    );
  });

  it("refuses in one line what it cannot read or must not change", () => {
    const config = (text: string): string => `config:\n  shop:signingKeys: ${text}\n`;
    for (const [text, message, remedy] of [
      [
        config("\n    secure: AAAB"),
        "shop:signingKeys in Pulumi.dev.yaml is a secret, which this command does not read",
        "store it in plain text, without --secret: it is not confidential",
      ],
      [
        "x: &keys [{ id: k1 }]\nconfig:\n  shop:signingKeys: *keys\n",
        "shop:signingKeys in Pulumi.dev.yaml is the alias *keys",
        "replace it by its value, or change &keys by hand",
      ],
      [
        config("[]"),
        "shop:signingKeys in Pulumi.dev.yaml is not a list of signing keys",
        "write it as a list of maps, for example: - { id: k1, state: active }",
      ],
      [
        "x: &k { id: k1 }\nconfig:\n  shop:signingKeys: [*k]\n",
        "shop:signingKeys in Pulumi.dev.yaml is not a list of signing keys",
        "it has an alias: replace it by the key itself",
      ],
      [
        config("[{ id: k1, state: on }]"),
        "shop:signingKeys in Pulumi.dev.yaml has an entry without an id, or with an unknown state",
        "correct it by hand; states: announced, active, retired",
      ],
      [
        config("[{ id: k1 }, { id: k1 }]"),
        "shop:signingKeys in Pulumi.dev.yaml has two keys k1",
        "remove one of them",
      ],
      [
        config('|\n    [{"id": "k1"}]'),
        "shop:signingKeys in Pulumi.dev.yaml is JSON in a block scalar",
        "write it as a YAML list",
      ],
      [
        "config:\n  a:signingKeys: [{ id: k1 }]\n  b:site: { signingKeys: [{ id: k1 }] }\n",
        "Pulumi.dev.yaml has 2 places for signingKeys: a:signingKeys, b:site.signingKeys",
        "choose one: --config-key a:signingKeys",
      ],
      [
        "config: {}\n---\na: 1\n",
        "Pulumi.dev.yaml has more than one YAML document",
        "keep the one that has config",
      ],
    ] as const) {
      assert.throws(() => change(text, announced), { message, remedy }, text);
    }
  });

  it("edits the named list, where there are several", () => {
    const text = "config:\n  a:signingKeys: [{ id: k1 }]\n  b:site: { signingKeys: [{ id: k9 }] }\n";
    const ids = (wanted: string): unknown => readKeyList(text, file, wanted)?.keys.map(({ id }) => id);
    assert.deepEqual(ids("b:site.signingKeys"), ["k9"]);
    assert.deepEqual(ids("a:signingKeys"), ["k1"]);
    assert.throws(() => ids("c:signingKeys"), {
      message: "Pulumi.dev.yaml has no signingKeys at c:signingKeys",
      remedy: "it has a:signingKeys, b:site.signingKeys",
    });
  });
});
