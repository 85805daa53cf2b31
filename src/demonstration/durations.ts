/** How many minutes it takes until a form is handed in, where it is more than a few. */
const minutes: Readonly<Record<string, number>> = {
  "preparation-session": 112,
  "integration-session": 112,
  "psychiatric-history": 62,
  "caps5-screening": 58,
  caps5: 56,
  "medical-history": 24,
  "physical-examination": 22,
  sds: 9,
  ecg: 11,
  laboratory: 14,
  "laboratory-post-dose": 14,
  "vital-signs": 16,
  lec5: 8,
  "prior-ptsd-treatment": 12,
};

export function minutesFor(formId: string): number {
  return minutes[formId] ?? 4;
}
