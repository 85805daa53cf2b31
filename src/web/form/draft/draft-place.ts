/** Which form a draft belongs to, and whose it is. */
export type DraftPlace = {
  /** The account; `participant` on a device that was handed over. */
  readonly user: string;
  readonly kind: "form" | "rating";
  readonly study: string;
  /** The participant, or the handle of the assessment. */
  readonly subject: string;
  /** Empty for an assessment. */
  readonly formKey: string;
};

const separator = "|";

/** The name of a draft on the device. */
export function draftKey({ user, kind, study, subject, formKey }: DraftPlace): string {
  return [user, kind, study, subject, formKey].join(separator);
}

/** What every draft of a person begins with. */
export function draftsOf(user: string): string {
  return `${user}${separator}`;
}

export function placeOfKey(key: string): DraftPlace | undefined {
  const [user, kind, study, subject, formKey] = key.split(separator);
  if (!user || (kind !== "form" && kind !== "rating") || !study || !subject || formKey === undefined)
    return undefined;
  return { user, kind, study, subject, formKey };
}
