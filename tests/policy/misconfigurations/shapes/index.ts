export { type ShapeName, shapes } from "./shapes";
