import type { ChangeThreshold, Instrument, Source } from "../definition.ts";
import { caps5Contradictions } from "./interview.ts";
import { type Caps5Version, caps5Items } from "./items.ts";
import { caps5SeverityBands, diagnosticDefinitions, severityDefinitions } from "./score-definitions.ts";
import { computeCaps5, pastWeekRule } from "./scoring.ts";

const form: Source = {
  citation:
    "Weathers et al. 2015. The Clinician-Administered PTSD Scale for DSM-5 (CAPS-5), scoring instructions. National Center for PTSD",
  confidence: "background-high",
};

const training: Source = {
  citation:
    "US Veterans Health Administration, CAPS-5 training 2020, lessons 05_005, 05_016, 05_018, 08_003, 08_043",
  confidence: "retrieved",
};

const evaluation: Source = {
  citation: "Weathers et al. 2018. Psychological Assessment 30:383, doi:10.1037/pas0000486",
  confidence: "retrieved",
};

const reliableChange: Source = {
  citation: "Marx et al. 2022. Psychological Assessment 34:197 (male veterans; abstract)",
  confidence: "retrieved",
};

/** Published for the past-month version. */
const thresholds: readonly ChangeThreshold[] = [
  {
    score: "total",
    label: "Responder in the MDMA phase 3 trials",
    kind: "response",
    points: 10,
    source: {
      citation: "Mitchell et al. 2023. Nature Medicine 29:2473 (secondary report)",
      confidence: "retrieved",
    },
  },
  {
    score: "total",
    label: "Reliable change, first sample (12 in the second)",
    kind: "reliable-change",
    points: 13,
    source: reliableChange,
  },
  {
    score: "total",
    label: "Closer to those without than to those with PTSD",
    kind: "level",
    points: 8,
    source: reliableChange,
  },
];

type Facts = { readonly version: string; readonly title: string; readonly recallPeriod: string };

const facts: Readonly<Record<Caps5Version, Facts>> = {
  "past-month": { version: "2018-04-13", title: "Past Month", recallPeriod: "past month" },
  "past-week": { version: "2018-04-16", title: "Past Week", recallPeriod: "past week" },
  "worst-month": { version: "2018", title: "Worst Month", recallPeriod: "worst month (lifetime)" },
};

function caps5(of: Caps5Version): Instrument {
  const { version, title, recallPeriod } = facts[of];
  const isPastWeek = of === "past-week";
  return {
    definition: {
      id: `caps-5-${of}`,
      version,
      title: `Clinician-Administered PTSD Scale for DSM-5, ${title}`,
      abbreviation: `CAPS-5 ${title}`,
      aliases: of === "past-month" ? ["CAPS-5", "CAPS-5 past month"] : [`CAPS-5 ${title}`],
      recallPeriod,
      mode: "interview",
      remarks: [...(isPastWeek ? [pastWeekRule] : []), ...remarks],
      items: caps5Items(of),
      missingRule: {
        kind: "complete",
        statement:
          "none may be missing: a severity score needs every item in it; criteria and diagnosis are decided where no missing answer could change them.",
        source: { citation: "No published rule for missing items found", confidence: "convention" },
      },
      scores: isPastWeek ? severityDefinitions : [...severityDefinitions, ...diagnosticDefinitions],
      bandScales: [caps5SeverityBands],
      changeThresholds: of === "past-month" ? thresholds : [],
      licence: {
        holder: "US Government (National Center for PTSD)",
        mayShipItemText: true,
        terms:
          "Public; for qualified raters, who work with the official booklet. The prompts are not repeated here.",
        source: { citation: "National Center for PTSD, ptsd.va.gov", confidence: "background-high" },
      },
      loinc: [],
      sources: [training, form, evaluation],
    },
    compute: computeCaps5(of),
    contradictions: caps5Contradictions,
  };
}

const remarks = [
  "Each symptom is rated by frequency class and intensity, or directly by severity; where all three are given they must agree.",
  "A scoring note of the form (to be confirmed) leaves symptoms rated unlikely to be trauma-related out of the total severity, while the total here sums all twenty: both are given, and a protocol names the one it uses.",
];

/** Current diagnosis and severity. */
export const caps5PastMonth: Instrument = caps5("past-month");

/** Severity over short intervals; gives no diagnosis. */
export const caps5PastWeek: Instrument = caps5("past-week");

/** Lifetime diagnosis, by the worst month. */
export const caps5WorstMonth: Instrument = caps5("worst-month");
