import assert from "node:assert/strict";
import { fieldAt } from "../../../../local/cloud/awsModels/argumentPaths";
import { answers } from "../../../../local/cloud/awsModels/errors";
import { modelOf } from "../../../../local/cloud/awsModels/model";
import { requests } from "../../../../local/cloud/awsModels/requests";
import { modelTable } from "../../../../local/cloud/awsModels/tables";
import { catalogue } from "../../../../local/cloud/services/catalogue";

const types = requests.flatMap((service) =>
  Object.entries(service.types).map(([token, request]) => ({ service, token, request })),
);

describe("requests to AWS, type by type", () => {
  it("are defined for every AWS resource type of the local cloud", () => {
    const known = new Set(types.map(({ token }) => token));
    const missing = catalogue
      .allResources()
      .filter(({ token }) => token.startsWith("aws:") && !known.has(token));
    assert.deepEqual(
      missing.map(({ token }) => token),
      [],
    );
    for (const { service, token } of types) {
      assert.equal(catalogue.resource(token).service, service.service, token);
    }
  });

  it("have a member for each argument, or a reason why it is not sent", () => {
    const lost = types.flatMap(({ token }) => {
      const model = modelOf(token);
      assert.ok(model !== undefined);
      return model.paths
        .filter(
          (path) =>
            !model.paths.some(
              (other) => other !== path && other.startsWith(path) && /^[.[{]/.test(other.slice(path.length)),
            ),
        )
        .filter(
          (path) => model.locator.notSent(path) === undefined && model.locator.places(path).length === 0,
        )
        .map((path) => `${token} ${path}`);
    });
    assert.deepEqual(lost, []);
  });

  it("name arguments that exist", () => {
    const wrong = types.flatMap(
      ({ token, request: { members = {}, notSent = {}, looserThanCloudFormation = {} } }) =>
        [...Object.keys(members), ...Object.keys(notSent), ...Object.keys(looserThanCloudFormation)]
          .filter((path) => fieldAt(catalogue.resource(token).inputs, path) === undefined)
          .map((path) => `${token} ${path}`),
    );
    assert.deepEqual(wrong, []);
  });

  it("have an error code for invalid requests from a model or a page", () => {
    const codes = (model: string): string[] =>
      Object.values(modelTable(model).operations).flatMap(({ errors }) => errors);
    for (const { service, model } of requests) {
      const { invalid, source } = answers(service);
      const listed = codes(model).includes(invalid);
      assert.ok(
        listed || /CommonErrors|errors-overview|ErrorResponses|github\.com|API_/.test(source),
        `${service} ${invalid}`,
      );
    }
    assert.throws(() => answers("Nothing"), {
      message:
        "Unknown error code for invalid requests to Nothing. Add it to local/cloud/awsModels/errors.ts.",
    });
  });
});
