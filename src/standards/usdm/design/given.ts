/** The members that have a value: what is undefined is left out, as a design leaves out what is not known. */
export function given<Members extends object>(
  members: Members,
): { [Key in keyof Members]?: Exclude<Members[Key], undefined> } {
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  // The entries are those of the members, with the undefined ones taken out.
  return Object.fromEntries(present) as { [Key in keyof Members]?: Exclude<Members[Key], undefined> };
}
