/** What a person is told to write where the program decides: in the language of the program, word for word. */
import assert from "node:assert/strict";
import { headerChangeText, keysChangeText, type ProgramPlace } from "../../../cli/config/programChange";

const place: ProgramPlace = {
  owner: { site: "members", component: "SecureOrigin", position: "index.ts, line 12" },
  runtime: "nodejs",
  projectFile: "/shop/Pulumi.yaml",
  lacks: "Pulumi.dev.yaml has no signingKeys",
};
const retiredAt = new Date("2026-01-31T18:00:00.500Z");
const keys = [
  { entry: { id: "k1", state: "retired" }, retiredAt },
  { entry: { id: "k2", state: "active" }, retiredAt: undefined },
  {
    entry: {
      id: "k3",
      state: "announced",
      source: "secretsManager",
      arn: "arn:aws:x",
      publicKeyPem: "A\nB\n",
    },
    retiredAt: undefined,
  },
];
const asFollows =
  "change signingKeys to the following: the deployed list with this change; each key keeps its other properties.";

describe("a change that a person makes in the program", () => {
  it("is TypeScript in a Node program, at the line of the component", () => {
    assert.equal(
      keysChangeText(place, keys),
      `Nothing was changed: Pulumi.dev.yaml has no signingKeys, so the program sets it.
In the program (index.ts, line 12), among the arguments of SecureOrigin "members", ${asFollows}

  signingKeys: [
    { id: "k1", state: KeyState.Retired }, // retired 2026-01-31T18:00:00Z
    { id: "k2", state: KeyState.Active },
    { id: "k3", state: KeyState.Announced, source: KeySource.SecretsManager, arn: "arn:aws:x", publicKeyPem: "A\\nB\\n" },
  ],`,
    );
  });

  it("is YAML in a YAML program, under the resource in Pulumi.yaml", () => {
    assert.equal(
      keysChangeText({ ...place, runtime: "yaml" }, keys),
      `Nothing was changed: Pulumi.dev.yaml has no signingKeys, so the program sets it.
In Pulumi.yaml, under properties of the SecureOrigin resource members, ${asFollows}

  signingKeys:
    - { id: k1, state: retired } # retired 2026-01-31T18:00:00Z
    - { id: k2, state: active }
    - { id: k3, state: announced, source: secretsManager, arn: "arn:aws:x", publicKeyPem: "A\\nB\\n" }`,
    );
  });

  it("is a plain list in other languages, and `keys` for keys without a site", () => {
    const owner = { site: "reports", component: "SigningKeys", position: undefined };
    const text = (runtime: string | undefined): string =>
      keysChangeText({ ...place, owner, runtime }, keys.slice(0, 2));
    assert.equal(
      text("python"),
      `Nothing was changed: Pulumi.dev.yaml has no signingKeys, so the program sets it.
In the program, among the arguments of SigningKeys "reports", ${asFollows.replace("signingKeys", "keys")}

  keys: [
    { "id": "k1", "state": "retired" }, # retired 2026-01-31T18:00:00Z
    { "id": "k2", "state": "active" },
  ],`,
    );
    assert.equal(text("go"), text("python").replace("# retired", "// retired"));
  });

  it("names the next generation, and the one to drop", () => {
    const header = { ...place, lacks: "there is no Pulumi.dev.yaml" };
    assert.equal(
      headerChangeText(header, 3, false),
      `Nothing was changed: there is no Pulumi.dev.yaml, so the program sets it.
In the program (index.ts, line 12), among the arguments of SecureOrigin "members", set the following. CloudFront sends generation 3 now.

  headerGeneration: 4,`,
    );
    assert.equal(
      headerChangeText({ ...header, runtime: "yaml" }, 3, true),
      `Nothing was changed: there is no Pulumi.dev.yaml, so the program sets it.
In Pulumi.yaml, under properties of the SecureOrigin resource members, set the following. CloudFront sends generation 3 now.

  headerGeneration: 4
  droppedHeaderGenerations: [3]

If the program already has droppedHeaderGenerations, add 3 to it.`,
    );
  });
});
