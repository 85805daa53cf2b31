/**
 * The severity of a CAPS-5 symptom from its frequency (or amount) class and its intensity, both 0–4 with
 * 0 = absent: equal → that value; otherwise the lower; but intensity two or more above frequency →
 * frequency + 1, and never up for frequency. Source: VHA CAPS-5 training 2020, lessons 08_003 and 08_043.
 */
export function caps5Severity(frequency: number, intensity: number): number {
  if (frequency === 0 || intensity === 0) return 0;
  return intensity - frequency >= 2 ? frequency + 1 : Math.min(frequency, intensity);
}

/**
 * The severities that a rater may give for the pair. The step up for intensity is a permission ("can"), so the
 * rater who stays at the lower value is right too.
 */
export function permittedSeverities(frequency: number, intensity: number): readonly number[] {
  const severity = caps5Severity(frequency, intensity);
  const lower = Math.min(frequency, intensity);
  return lower === severity ? [severity] : [lower, severity];
}

/** What is known of one symptom; whatever is undefined was not rated. */
export type SymptomRating = {
  readonly severity: number | undefined;
  readonly frequency: number | undefined;
  readonly intensity: number | undefined;
};

/** The lowest and the highest severity that agree with what is known: equal where the severity is known. */
export type SeverityBounds = { readonly least: number; readonly most: number };

const anyRating = [0, 1, 2, 3, 4];

export function severityBounds({ severity, frequency, intensity }: SymptomRating): SeverityBounds {
  if (severity !== undefined) return { least: severity, most: severity };
  const frequencies = frequency === undefined ? anyRating : [frequency];
  const intensities = intensity === undefined ? anyRating : [intensity];
  const possible = frequencies.flatMap((f) => intensities.map((i) => caps5Severity(f, i)));
  return { least: Math.min(...possible), most: Math.max(...possible) };
}
