export type { TreatmentEmergentSuicidality } from "./c-ssrs/treatment-emergent.ts";
export { caps5Severity, permittedSeverities } from "./caps-5/severity.ts";
export type { Change } from "./change-score.ts";
export { type ContentPack, itemWording } from "./content-pack.ts";
export type {
  Band,
  BandScale,
  ChangeThreshold,
  Confidence,
  Instrument,
  InstrumentDefinition,
  Licence,
  LoincCode,
  MissingRule,
  ScoreDefinition,
  ScoreType,
  ScoreValue,
  Source,
} from "./definition.ts";
export type { Eq5dValueSet } from "./eq-5d-5l/value-set.ts";
export type { Choice, ItemDefinition, ItemKind, ItemText, ItemValue, Range } from "./item.ts";
export { jsonSchemaOf } from "./json-schema.ts";
export { renderInstrumentReference } from "./reference.ts";
export { findInstrument, instruments } from "./registry.ts";
export { type Scored, score } from "./score.ts";
