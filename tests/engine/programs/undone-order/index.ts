/** The project's own program, but the edge sends a new header value before the load balancer accepts it. */
import "./undo";

export { default } from "../../../../index";
