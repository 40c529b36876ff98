export {
  added,
  all,
  type Change,
  exported,
  inserted,
  reported,
  retyped,
  set,
  unset,
  without,
} from "./changes";
export { component, declared, declaredRaw, type PropsOf } from "./declared";
export {
  type EngineProperties,
  type EngineResource,
  type Moment,
  type Reading,
  read,
  rootUrn,
  urnOf,
} from "./readings";
export { type Resource, type Stack } from "./stack";
export {
  idOf,
  joined,
  type Later,
  type Leaf,
  later,
  output,
  secret,
  type UnknownKind,
  type Value,
} from "./values";
