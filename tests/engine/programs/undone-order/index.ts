/** The project's own program, but a new header value is sent before the load balancer knows it. */
import "./undo";

export { default } from "../../../../index";
