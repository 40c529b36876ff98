import assert from "node:assert/strict";
import { translatePattern } from "../../../../local/cloud/awsModels/patterns";
import { requests } from "../../../../local/cloud/awsModels/requests";
import { modelTable } from "../../../../local/cloud/awsModels/tables";

/** Tells whether a pattern matches a text. */
function takes(pattern: string, text: string, whole = true): boolean {
  const made = translatePattern(pattern, whole);
  assert.ok("test" in made, pattern);
  return made.test.test(text);
}

describe("patterns of AWS's models", () => {
  it("without anchors apply to the whole value in a service's model, and to a part in a schema", () => {
    assert.equal(takes("[a-z]+", "ab1"), false);
    assert.equal(takes("[a-z]+", "ab1", false), true);
    assert.equal(takes("\\S", "AWS", false), true);
  });

  it("with an anchor apply as they are", () => {
    assert.equal(takes("^arn:", "arn:aws"), true);
    assert.equal(takes("^arn:", "xarn:aws"), false);
    assert.equal(takes("[^a-z]+", "ab"), false, "a caret in a class is no anchor");
  });

  it("keep the meaning of classes, escapes and flags in Java and Python", () => {
    assert.equal(takes("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", "Straße 7"), true);
    assert.equal(takes("\\p{Alnum}+", "a1"), true);
    assert.equal(takes("\\p{Alnum}+", "a-1"), false);
    assert.equal(takes("[\\w+=,.@-]+", "a@b"), true);
    assert.equal(takes("[a-z\\_\\#]+", "a_#"), true);
    assert.equal(takes("^(?i)abc$", "ABC"), true);
    assert.equal(takes("^(?s).*x.*$", "a\nx"), true);
    assert.equal(takes("^[a-z]{1,3}\\Z", "abc"), true);
  });

  it("that ECMAScript cannot express are reported with the reason", () => {
    assert.deepEqual(translatePattern("[a-z&&[^b]]+", true), { untranslated: "an intersection of classes" });
    assert.deepEqual(translatePattern("a++", true), { untranslated: "a possessive quantifier" });
    assert.deepEqual(translatePattern("(?>a)", true), { untranslated: "an atomic group" });
  });

  it("in the tables are all translated", () => {
    const patterns = requests.flatMap(({ model }) =>
      Object.entries(modelTable(model).shapes).flatMap(([name, { pattern }]) =>
        pattern === undefined ? [] : [{ pattern, whole: !name.startsWith("AWS::") }],
      ),
    );
    assert.deepEqual(
      patterns.filter(({ pattern, whole }) => "untranslated" in translatePattern(pattern, whole)),
      [],
    );
  });
});
