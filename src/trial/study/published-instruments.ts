import type {
  InstrumentItem,
  InstrumentReading,
  InstrumentResponses,
  InstrumentScore,
  Instruments,
} from "#design";
import { findInstrument, type Instrument, score } from "#instruments";

/** The published scales as a design's rules take them. */
export const publishedInstruments: Instruments = {
  catalog: (name) => {
    const instrument = instrumentOf(name);
    return (
      instrument && {
        items: instrument.definition.items.map(itemOf),
        scores: instrument.definition.scores.map(scoreOf),
      }
    );
  },
  score: (name, responses) => {
    const instrument = instrumentOf(name);
    return instrument ? readResponses(instrument, responses) : { scores: {}, missing: [], faults: [] };
  },
};

function readResponses(instrument: Instrument, responses: InstrumentResponses): InstrumentReading {
  const scored = score(instrument, responses);
  if (scored.ok) return { scores: scored.value.scores, missing: scored.value.missing, faults: [] };
  const faults = scored.error.issues;
  const isFaulty = (id: string): boolean => faults.some(({ path }) => path === id);
  // What is missing is told by the answers that can be read; those that cannot are no longer missing.
  const readable = Object.fromEntries(Object.entries(responses).filter(([id]) => !isFaulty(id)));
  const rest = score(instrument, readable);
  const missing = rest.ok ? rest.value.missing.filter((id) => !isFaulty(id)) : [];
  return { scores: {}, missing, faults };
}

function instrumentOf(name: string): Instrument | undefined {
  const found = findInstrument(name);
  return found.ok ? found.value : undefined;
}

function itemOf(item: Instrument["definition"]["items"][number]): InstrumentItem {
  const { id, label, optional } = item;
  switch (item.kind) {
    case "integer":
      return {
        id,
        label,
        optional,
        type: "integer",
        range: { minimum: item.range.minimum, maximum: item.range.maximum },
      };
    case "boolean":
      return { id, label, optional, type: "boolean" };
    case "code":
      return { id, label, optional, type: "code", codeList: item.choices.map(codeOf) };
    case "code-set":
      return { id, label, optional, type: "codes", codeList: item.choices.map(codeOf) };
  }
}

function scoreOf(definition: Instrument["definition"]["scores"][number]): InstrumentScore {
  const { id, label } = definition;
  switch (definition.type) {
    case "integer":
      return { id, label, type: "integer", unit: definition.unit };
    case "number":
      return { id, label, type: "decimal", unit: definition.unit };
    case "boolean":
      return { id, label, type: "boolean" };
    case "code":
      return {
        id,
        label,
        type: "code",
        ...("codes" in definition ? { codeList: definition.codes.map(codeOf) } : {}),
      };
  }
}

function codeOf({ value, label }: { readonly value: string; readonly label: string }): {
  code: string;
  label: string;
} {
  return { code: value, label };
}
