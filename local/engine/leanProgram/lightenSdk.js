// Work that Pulumi's SDK does in every program, and that a local run does without.

/** Leaves out the stack trace of each promise, which the SDK formats through the source maps; it is for finding leaks. */
function dropPromiseTraces(debuggable) {
  const { debuggablePromise, debugPromiseLeaks } = debuggable;
  if (debuggablePromise === undefined || debugPromiseLeaks) {
    return;
  }
  debuggable.debuggablePromise = (promise, context) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(promise, context);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
}

/** Sends debug messages, several a resource, in batches: those that arrive during one call to the engine share the next. */
function batchDebugMessages(log) {
  const { debug } = log;
  let waiting = [];
  let sending;
  async function send() {
    while (waiting.length > 0) {
      const message = waiting.join("\n");
      waiting = [];
      await debug(message);
    }
    sending = undefined;
  }
  log.debug = (message, ...about) => {
    if (about.length > 0) {
      return debug(message, ...about);
    }
    waiting.push(message);
    sending ??= send();
    return sending;
  };
}

/** @param requireSdk - requires a module as the program's own copy of the SDK does */
module.exports = (requireSdk) => {
  dropPromiseTraces(requireSdk("@pulumi/pulumi/runtime/debuggable"));
  batchDebugMessages(requireSdk("@pulumi/pulumi/log"));
};
