// Loaded before the program (nodeargs in Pulumi.yaml), to spare it what Pulumi's SDK does for everybody.
require("../policy/lazySolver");
const debuggable = require("@pulumi/pulumi/runtime/debuggable");
const log = require("@pulumi/pulumi/log");

// A stack trace of each promise, formatted through the source maps and printed only by those who hunt for leaks.
const { debuggablePromise, debugPromiseLeaks } = debuggable;
if (debuggablePromise !== undefined && !debugPromiseLeaks) {
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

// A call to the engine for each debug message, several a resource: those that come while one is on its way go together.
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
