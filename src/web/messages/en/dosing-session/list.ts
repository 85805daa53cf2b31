/** The list of sessions, and opening one. */
export const sessionList = {
  title: "Sessions",
  lead: "Dosing, preparation and integration sessions of your sites: those under way first.",
  underWay: "Under way",
  today: "Today",
  earlier: "Earlier",
  empty: "No session has been opened yet. Open one from its visit, on the page of the participant.",
  noneUnderWay: "No session is under way.",
  columns: {
    participant: "Participant",
    kind: "Session",
    status: "Status",
    opened: "Opened",
    dose: "Since the dose",
    ending: "Ended",
  },
  kinds: { dosing: "Dosing", preparation: "Preparation", integration: "Integration" } as Record<
    string,
    string
  >,
  statuses: {
    preparing: "Gate not open",
    open: "Gate open",
    dosed: "Dose given",
    ended: "Ended",
    night: "Overnight",
  } as Record<string, string>,
  openSession: "Open the session",
  goToSession: "Go to the session",
  openOf: (number: string) => `Open the session of ${number}`,
  noNumber: "No number",
};
