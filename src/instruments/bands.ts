import type { Band, BandScale, ScoreDefinition } from "./definition.ts";

/** The band in which a score lies; scores between two whole numbers belong to the lower band. */
export function bandOf({ bands }: BandScale, value: number): Band | undefined {
  return bands.findLast(({ from }) => from <= value);
}

/** The score that a band scale gives: a code. */
export function bandScore({ as, bands }: BandScale, label: string): ScoreDefinition {
  return {
    id: as,
    label,
    type: "code",
    codes: bands.map((band) => ({ value: band.code, label: band.label })),
  };
}
