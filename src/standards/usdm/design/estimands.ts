import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import { given } from "./given.ts";
import type { EstimandInput } from "./input.ts";
import { titleOf } from "./named.ts";

type EventInput = NonNullable<EstimandInput["intercurrentEvents"]>[number];

/** The five attributes of ICH E9(R1); USDM calls the summary measure `populationSummary`. */
export function readEstimands(reading: Reading, design: UsdmObject): EstimandInput[] {
  return reading.parts(design, "estimands").map((estimand) => {
    const endpoint = reading.ref(estimand, "variableOfInterestId");
    const population = reading.ref(estimand, "analysisPopulationId");
    const objective = reading
      .parts(design, "objectives")
      .find((each) => reading.parts(each, "endpoints").some(({ id }) => id === endpoint?.id));
    const treatments = reading.refs(estimand, "interventionIds").map((each) => titleOf(reading, each));
    return {
      id: reading.ids.of(estimand.id),
      name: titleOf(reading, estimand),
      treatment: reading.joined(estimand, "interventionIds", treatments, "; ") ?? "",
      population: (population && reading.prose(population, "text")) ?? "",
      variable: (endpoint && reading.prose(endpoint, "text")) ?? "",
      summaryMeasure: reading.prose(estimand, "populationSummary") ?? "",
      intercurrentEvents: reading
        .parts(estimand, "intercurrentEvents")
        .map((event) => readEvent(reading, event)),
      ...given({
        objectiveId: objective && reading.ids.of(objective.id),
        endpointId: endpoint && reading.ids.of(endpoint.id),
      }),
    };
  });
}

function readEvent(reading: Reading, event: UsdmObject): EventInput {
  const strategy = reading.prose(event, "strategy");
  const said = [
    reading.prose(event, "text"),
    reading.prose(event, "description"),
    strategy && `Strategy: ${strategy}`,
  ].flatMap((text) => text || []);
  return {
    id: reading.ids.of(event.id),
    name: titleOf(reading, event),
    strategy: strategyOf(strategy ?? ""),
    ...given({ description: reading.joined(event, "strategy", said, "\n") }),
  };
}

/** USDM has the strategy as free text; the five names are those of ICH E9(R1) A.3.2. */
function strategyOf(text: string): EventInput["strategy"] {
  const words = text.toLowerCase();
  if (/treatment.policy/.test(words)) return "treatment-policy";
  if (words.includes("hypothetical")) return "hypothetical";
  if (words.includes("composite")) return "composite-variable";
  if (/while.on.treatment/.test(words)) return "while-on-treatment";
  return /principal.strat/.test(words) ? "principal-stratum" : "other";
}
