import { integerItem, itemIds, numberedChoices } from "../define-items.ts";
import type { ItemDefinition } from "../item.ts";

/** The words of the form; no permission is required to reproduce, translate, display or distribute it. */
const texts = [
  ["little interest or pleasure", "Little interest or pleasure in doing things"],
  ["feeling down", "Feeling down, depressed, or hopeless"],
  ["sleep", "Trouble falling or staying asleep, or sleeping too much"],
  ["tiredness", "Feeling tired or having little energy"],
  ["appetite", "Poor appetite or overeating"],
  [
    "feeling bad about oneself",
    "Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
  ],
  ["concentration", "Trouble concentrating on things, such as reading the newspaper or watching television"],
  [
    "slowness or restlessness",
    "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or restless that you have been moving around a lot more than usual",
  ],
  [
    "thoughts of death or self-harm",
    "Thoughts that you would be better off dead or of hurting yourself in some way",
  ],
] as const;

const frequencies = numberedChoices([
  "Not at all",
  "Several days",
  "More than half the days",
  "Nearly every day",
]);

/** Items 1–9. */
export const phq9SymptomIds: readonly string[] = itemIds(1, 9);

export const phq9Items: readonly ItemDefinition[] = [
  ...texts.map(([label, text], index) =>
    integerItem(
      `item${index + 1}`,
      `Item ${index + 1}: ${label}`,
      { minimum: 0, maximum: 3 },
      {
        choices: frequencies,
        text,
      },
    ),
  ),
  integerItem(
    "item10",
    "Item 10: difficulty (not scored)",
    { minimum: 0, maximum: 3 },
    {
      choices: numberedChoices([
        "Not difficult at all",
        "Somewhat difficult",
        "Very difficult",
        "Extremely difficult",
      ]),
      text: "If you checked off any problems, how difficult have these problems made it for you to do your work, take care of things at home, or get along with other people?",
      optional: true,
    },
  ),
];
