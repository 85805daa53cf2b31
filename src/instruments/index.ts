export {
  type TreatmentEmergentSuicidality,
  treatmentEmergentSuicidality,
} from "./c-ssrs/treatment-emergent.ts";
export { caps5Severity, permittedSeverities } from "./caps-5/severity.ts";
export { type Change, changeScore } from "./change-score.ts";
export { type ContentPack, itemWording, readContentPack } from "./content-pack.ts";
export {
  type Band,
  type BandScale,
  type ChangeThreshold,
  type Confidence,
  type Instrument,
  type InstrumentDefinition,
  type Licence,
  type LoincCode,
  type MissingRule,
  type ScoreDefinition,
  type ScoreType,
  type ScoreValue,
  type Source,
  scoreDefinition,
} from "./definition.ts";
export { type Eq5dValueSet, eq5dIndex } from "./eq-5d-5l/value-set.ts";
export type { Choice, ItemDefinition, ItemKind, ItemText, ItemValue, Range } from "./item.ts";
export { jsonSchemaOf } from "./json-schema.ts";
export { renderInstrumentReference } from "./reference.ts";
export { findInstrument, instruments } from "./registry.ts";
export { type Scored, score } from "./score.ts";
