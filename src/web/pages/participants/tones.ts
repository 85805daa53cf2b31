import type { Tone } from "../../components/status-badge.tsx";

/** Which tone goes with a state. The word beside it says what it is. */
const tones: Readonly<Record<string, Readonly<Record<string, Tone>>>> = {
  stage: {
    "pre-screening": "neutral",
    "pre-screening-failed": "neutral",
    screening: "info",
    "screen-failed": "neutral",
    enrolled: "good",
    ended: "neutral",
  },
  consentState: {
    current: "good",
    "sign-again": "attention",
    "never-signed": "neutral",
    "partly-withdrawn": "attention",
    withdrawn: "bad",
    "version-outdated": "bad",
  },
  scopeStanding: { agreed: "good", declined: "neutral", withdrawn: "bad", "never-asked": "neutral" },
  visitStatus: {
    open: "neutral",
    scheduled: "info",
    canceled: "neutral",
    "in-progress": "attention",
    completed: "good",
    missed: "bad",
  },
  verdict: { "in-window": "good", early: "attention", late: "attention", unknown: "neutral" },
  formStatus: { empty: "neutral", draft: "attention", submitted: "good", "not-done": "neutral" },
  formSignatures: { missing: "attention", valid: "good", broken: "bad" },
  ratingStatus: { requested: "info", received: "good", canceled: "neutral" },
  importance: { important: "bad", "not-important": "neutral", "not-assessed": "attention" },
  criterionVerdict: { satisfied: "good", violated: "bad", unknown: "attention" },
};

export function toneOf(kind: string, code: string): Tone {
  return tones[kind]?.[code] ?? "neutral";
}
