import type { Role } from "#design";
import type { ZoneId } from "#kernel";

/** A site of the demonstration. */
export type DemonstrationSite = {
  readonly number: string;
  readonly name: string;
  readonly country: string;
  readonly zone: ZoneId;
  readonly languages: readonly string[];
  readonly committee: string;
  /** Its staff, by the part that they play. */
  readonly coordinator: string;
  readonly investigator: string;
  readonly physician: string;
  readonly leadTherapist: string;
  readonly coTherapist: string;
  readonly pharmacist: string;
};

/** Somebody with an account. */
export type Member = {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Number of the site for whose staff they are; absent: they work for the whole study. */
  readonly site?: string;
  readonly license?: { readonly name: string; readonly issuer: string; readonly number: string };
  readonly tasks?: readonly string[];
  /** What entitles them beside good clinical practice. */
  readonly credentials?: readonly EndingCredential[];
  /** In which they hold interviews. */
  readonly languages?: readonly string[];
};

/** A credential that ends some days after the demonstration does; a negative number: it has ended. */
export type EndingCredential = {
  readonly kind: "training" | "certificate";
  readonly name: string;
  readonly issuer: string;
  readonly endsIn: number;
};

export const administrator: Member = {
  username: "iris.admin",
  name: "Iris Valdez (demonstration)",
  roles: ["administrator"],
};

const cedarRidge: DemonstrationSite = {
  number: "01",
  name: "Cedar Ridge",
  country: "US",
  zone: "America/New_York" as ZoneId,
  languages: ["en", "es"],
  committee: "Cedar Ridge Institutional Review Board (demonstration)",
  coordinator: "nora.coordinator",
  investigator: "amos.investigator",
  physician: "lena.physician",
  leadTherapist: "ruth.therapist",
  coTherapist: "caleb.therapist",
  pharmacist: "hana.pharmacist",
};

const harborview: DemonstrationSite = {
  number: "02",
  name: "Harborview",
  country: "GB",
  zone: "Europe/London" as ZoneId,
  languages: ["en", "fr"],
  committee: "Harborview Research Ethics Committee (demonstration)",
  coordinator: "finn.coordinator",
  investigator: "priya.investigator",
  physician: "owen.physician",
  leadTherapist: "esme.therapist",
  coTherapist: "jonah.therapist",
  pharmacist: "tessa.pharmacist",
};

export const sites: readonly DemonstrationSite[] = [cedarRidge, harborview];

const siteNames = {
  "01": ["Nora Whitfield", "Dr Amos Reyes", "Dr Lena Brandt", "Ruth Okafor", "Caleb Stone", "Hana Sato"],
  "02": ["Finn Calder", "Dr Priya Raman", "Dr Owen Pryce", "Esme Laurent", "Jonah Adeyemi", "Tessa Quayle"],
} as const;

const academy = "Vigil demonstration academy";

/** One that has ended, one that ends soon, and one that will be spoken of next week. */
function ending(
  ...names: readonly [ended: string, endsSoon: string, later: string]
): readonly EndingCredential[] {
  const days = [-4, 25, 68];
  return names.map((name, index) => ({ kind: "training", name, issuer: academy, endsIn: days[index] ?? 0 }));
}

/** One of the pool: enough that nobody meets a participant twice through the primary endpoint. */
function rater(username: string, name: string, endsIn: number, languages: readonly string[]): Member {
  return { username, name, roles: ["independent-rater"], credentials: interviewer(endsIn), languages };
}

function interviewer(endsIn: number): readonly EndingCredential[] {
  return [
    { kind: "certificate", name: "Interviewer, CAPS-5", issuer: "Rater academy (demonstration)", endsIn },
  ];
}

const studyTeam: readonly Member[] = [
  rater("maya.rater", "Maya Lindqvist", 66, ["en", "es", "fr"]),
  rater("theo.rater", "Theo Marchetti", 31, ["en", "fr", "es"]),
  rater("ines.rater", "Inés Carrasco", 48, ["en", "es", "fr"]),
  rater("gwen.rater", "Gwen Abara", 70, ["en", "fr", "es"]),
  rater("odile.rater", "Odile Fontaine", 52, ["en", "fr", "es"]),
  rater("ravi.rater", "Ravi Menon", 61, ["en", "es", "fr"]),
  rater("tove.rater", "Tove Sandberg", 73, ["en", "es", "fr"]),
  rater("luz.rater", "Luz Herrera", 58, ["en", "es", "fr"]),
  { username: "paul.raters", name: "Paul Ferreira", roles: ["rater-coordinator"] },
  {
    username: "dana.monitor",
    name: "Dana Kowalski",
    roles: ["monitor"],
    credentials: ending("Good documentation practice", "Risk-based monitoring", "Privacy of health data"),
  },
  {
    username: "li.data",
    name: "Li Chen",
    roles: ["data-manager"],
    credentials: ending(
      "Good documentation practice",
      "Validation of computerized systems",
      "Privacy of health data",
    ),
  },
  {
    username: "vera.medical",
    name: "Dr Vera Nilsson",
    roles: ["medical-monitor"],
    license: {
      name: "Physician, pharmacology",
      issuer: "Medical register (demonstration)",
      number: "DEMO-0021",
    },
    credentials: ending("Good documentation practice", "Expedited reporting", "Coding of adverse events"),
  },
  {
    username: "sam.sponsor",
    name: "Sam Oyelaran",
    roles: ["sponsor-study-team"],
    credentials: ending(
      "Good documentation practice",
      "Oversight of service providers",
      "Privacy of health data",
    ),
  },
  {
    username: "jo.statistician",
    name: "Jo Haldane",
    roles: ["statistician"],
    credentials: ending("Good documentation practice", "Blinded review of data", "Estimands (ICH E9(R1))"),
  },
  {
    username: "ada.unblinded",
    name: "Ada Moreau",
    roles: ["unblinded-statistician"],
    credentials: ending("Good documentation practice", "Randomization systems", "Closed reports"),
  },
  {
    username: "ulf.pharmacist",
    name: "Ulf Bergström",
    roles: ["unblinded-pharmacist"],
    credentials: ending("Good documentation practice", "Blinded dispensing", "Controlled substances"),
  },
  {
    username: "nadia.line",
    name: "Dr Nadia Rahimi",
    roles: ["unblinding-line"],
    license: { name: "Physician", issuer: "Medical register (demonstration)", number: "DEMO-0022" },
    credentials: ending("Good documentation practice", "Emergency unblinding", "Privacy of health data"),
  },
  {
    username: "omar.safety",
    name: "Omar Castellanos",
    roles: ["sponsor-safety"],
    credentials: ending("Good documentation practice", "Expedited reporting", "Coding of adverse events"),
  },
  {
    username: "noor.unblinded",
    name: "Noor Haddad",
    roles: ["unblinded-pharmacist"],
    credentials: ending("Good documentation practice", "Schedule I handling", "Kit supply systems"),
  },
  {
    username: "tess.auditor",
    name: "Tess Hallberg",
    roles: ["session-auditor"],
    credentials: ending("Good documentation practice", "Adherence criteria", "Privacy of health data"),
  },
  {
    username: "noel.auditor",
    name: "Noel Abiodun",
    roles: ["session-auditor"],
    credentials: ending("Good documentation practice", "Adherence criteria", "Privacy of health data"),
  },
  {
    username: "eva.inspector",
    name: "Eva Sorensen",
    roles: ["inspector"],
    credentials: ending(
      "Declaration of interests",
      "Authorization to inspect",
      "Inspection of electronic records",
    ),
  },
];

/** Everybody but the administrator. */
export const members: readonly Member[] = [...sites.flatMap(staffOf), ...studyTeam];

/** The printed name of a member of staff. */
export function nameOf(username: string): string {
  return members.find((member) => member.username === username)?.name ?? username;
}

/** The obviously invented person behind a site's part. */
function staffOf(site: DemonstrationSite): readonly Member[] {
  const names = siteNames[site.number as "01" | "02"];
  const board =
    site.country === "US" ? "State medical board (demonstration)" : "Medical register (demonstration)";
  const license = (name: string, digits: number) => ({
    name,
    issuer: board,
    number: `DEMO-${site.number}${digits}`,
  });
  const member = (
    username: string,
    index: number,
    roles: readonly Role[],
    more: Partial<Member> = {},
  ): Member => ({
    username,
    name: names[index] ?? username,
    roles,
    site: site.number,
    ...more,
  });
  const physicianTasks = [
    "Medical screening",
    "Reading ECG and laboratory results",
    "Clearing for dosing",
    "Judging causality",
  ];
  const therapistTasks = ["Preparatory sessions", "Dosing sessions", "Integration sessions", "C-SSRS"];
  return [
    member(site.coordinator, 0, ["site-coordinator"], {
      tasks: ["Pre-screening", "Explaining consent", "Scheduling", "Data entry", "Answering queries"],
    }),
    member(site.investigator, 1, ["investigator"], { license: license("Physician, psychiatry", 11) }),
    member(site.physician, 2, ["sub-investigator"], {
      license: license("Physician", 12),
      tasks: physicianTasks,
    }),
    member(site.leadTherapist, 3, ["lead-therapist"], {
      license: license("Independent practice", 13),
      tasks: therapistTasks,
    }),
    member(site.coTherapist, 4, ["co-therapist"], { tasks: therapistTasks }),
    member(site.pharmacist, 5, ["pharmacist"], {
      license: license("Pharmacist", 15),
      tasks: ["Accountability of kits"],
      credentials: ending(
        "Good documentation practice",
        "Handling of Schedule I substances",
        "Cold chain and storage",
      ),
    }),
  ];
}
