import { booleanItem, codeItem, codeSetItem, integerItem } from "../define-items.ts";
import type { ItemDefinition } from "../item.ts";

/** The words of the form, a work of the US Government; the label is the same, shortened. */
const events: readonly (readonly [label: string, text: string])[] = [
  ["natural disaster", "Natural disaster (for example, flood, hurricane, tornado, earthquake)"],
  ["fire or explosion", "Fire or explosion"],
  [
    "transportation accident",
    "Transportation accident (for example, car accident, boat accident, train wreck, plane crash)",
  ],
  ["serious accident", "Serious accident at work, home, or during recreational activity"],
  ["toxic substance", "Exposure to toxic substance (for example, dangerous chemicals, radiation)"],
  ["physical assault", "Physical assault (for example, being attacked, hit, slapped, kicked, beaten up)"],
  [
    "assault with a weapon",
    "Assault with a weapon (for example, being shot, stabbed, threatened with a knife, gun, bomb)",
  ],
  [
    "sexual assault",
    "Sexual assault (rape, attempted rape, made to perform any type of sexual act through force or threat of harm)",
  ],
  ["other unwanted sexual experience", "Other unwanted or uncomfortable sexual experience"],
  ["combat or war-zone", "Combat or exposure to a war-zone (in the military or as a civilian)"],
  ["captivity", "Captivity (for example, being kidnapped, abducted, held hostage, prisoner of war)"],
  ["life-threatening illness or injury", "Life-threatening illness or injury"],
  ["severe human suffering", "Severe human suffering"],
  ["sudden violent death", "Sudden violent death (for example, homicide, suicide)"],
  ["sudden accidental death", "Sudden accidental death"],
  ["harm caused to someone else", "Serious injury, harm, or death you caused to someone else"],
  ["other very stressful event", "Any other very stressful event or experience"],
];

const exposures = [
  { value: "happened", label: "Happened to me" },
  { value: "witnessed", label: "Witnessed it" },
  { value: "learned", label: "Learned about it" },
  { value: "job", label: "Part of my job" },
  { value: "not-sure", label: "Not sure" },
  { value: "not-applicable", label: "Doesn't apply" },
];

/** The codes that say that the event touched the person. */
export const exposureCodes: readonly string[] = ["happened", "witnessed", "learned", "job"];

export const eventItems: readonly ItemDefinition[] = events.map(([label, text], index) =>
  codeSetItem(`event${index + 1}`, `Event ${index + 1}: ${label}`, exposures, { text }),
);

/** About the worst event; the standard form without the extended inquiry has none of them. */
export const inquiryItems: readonly ItemDefinition[] = [
  integerItem("worstEvent", "Worst event: its number", { minimum: 1, maximum: 17 }, { optional: true }),
  codeSetItem(
    "experienced",
    "Worst event: how experienced",
    [
      { value: "happened", label: "It happened to me directly" },
      { value: "witnessed", label: "I witnessed it" },
      { value: "learned", label: "I learned about it happening to a close family member or close friend" },
      { value: "job", label: "I was repeatedly exposed to details about it as part of my job" },
      { value: "other", label: "Other" },
    ],
    { text: "How did you experience it?", optional: true },
  ),
  codeSetItem(
    "lifeInDanger",
    "Worst event: life in danger",
    [
      { value: "self", label: "Yes, my life" },
      { value: "other", label: "Yes, someone else's life" },
      { value: "no", label: "No" },
    ],
    { text: "Was someone's life in danger?", optional: true },
  ),
  codeSetItem(
    "seriousInjuryOrDeath",
    "Worst event: serious injury or death",
    [
      { value: "self", label: "Yes, I was seriously injured" },
      { value: "other", label: "Yes, someone else was seriously injured or killed" },
      { value: "no", label: "No" },
    ],
    { text: "Was someone seriously injured or killed?", optional: true },
  ),
  booleanItem("sexualViolence", "Worst event: sexual violence", {
    text: "Did it involve sexual violence?",
    optional: true,
  }),
  codeItem(
    "deathCause",
    "Worst event: cause of a death in family or among friends",
    [
      { value: "accident-or-violence", label: "Accident or violence" },
      { value: "natural", label: "Natural causes" },
      { value: "not-applicable", label: "Not applicable" },
    ],
    {
      text: "If the event involved the death of a close family member or close friend, was it due to some kind of accident or violence, or was it due to natural causes?",
      optional: true,
    },
  ),
];
