/** The project's own program, but a new header value is sent before the load balancer knows it. */
import "./undo";

import outputs = require("../../../../index");

export = outputs;
