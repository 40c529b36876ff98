import { Engine } from "../support/client";
import { Site } from "../support/site";

/**
 * A test that the local cloud behaves as a known failure mode of AWS and its provider says. The number is the one of
 * docs/contributing/failure-modes.md; several tests may share it.
 */
export function failureMode(
  number: number,
  description: string,
  test: (site: Site, engine: Engine) => Promise<void>,
): void {
  it(`${number}. ${description}`, async () => {
    const engine = await Engine.start();
    try {
      await test(new Site(engine), engine);
    } finally {
      await engine.stop();
    }
  });
}
