/** The list of participants. */
export const listTexts = {
  title: "Participants",
  count: (shown: number, all: number) =>
    shown === all ? `${all} ${all === 1 ? "person" : "people"}` : `${shown} of ${all} people`,
  firstContact: "Log a first contact",
  searchLabel: "Search by number or visit",
  stage: "Stage",
  allStages: "All stages",
  site: "Site",
  allSites: "All sites",
  onlyLate: "Late only",
  number: "Number",
  noNumber: "No number",
  since: "Since",
  version: "Version",
  consent: "Consent",
  next: "Next",
  late: (count: number) => `${count} late`,
  empty: "Nobody is in this study yet. The first telephone call is where a participant's record begins.",
  nothingFound: "Nobody fits the search and the filters.",
  clearFilters: "Clear search and filters",
  keys: "Arrow keys move between rows, Enter opens one.",
};
