/**
 * Limits the frames of stack traces during a suite: the policy SDK throws an error for each rule that does not apply, and its
 * stack would take most of the time.
 */
export function limitStackTraces(frames: number): void {
  let limit: number;
  before(() => {
    limit = Error.stackTraceLimit;
    Error.stackTraceLimit = frames;
  });
  after(() => {
    Error.stackTraceLimit = limit;
  });
}
