// Loaded, by NODE_OPTIONS, into every Node process of a local run; acts only in the one in which Pulumi's SDK runs the
// program. Whichever language host starts it, it is that SDK's own script.
const { createRequire } = require("node:module");

const script = process.argv[1];
if (script !== undefined && /@pulumi[/\\]pulumi[/\\]cmd[/\\]run(?:[/\\]index(?:\.js)?)?$/.test(script)) {
  const requireSdk = createRequire(script);
  require("./lightenSdk")(requireSdk);
  require("./prepared")(requireSdk);
}
