import type { Form } from "../model/form.ts";
import type { BlindedFact } from "../model/intervention.ts";
import type { Role } from "../model/primitives.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

/** Rules of blinding that contradict themselves, and ways round them. */
export function checkBlinding({ design }: Checking): readonly DesignFault[] {
  const { blinding } = design;
  const doubled = (blinding?.rules ?? []).flatMap(({ role }, at, rules) =>
    when(rules.findIndex((rule) => rule.role === role) < at, () =>
      error("duplicate-id", `blinding.rules.${at}`, `${role} has two rules.`, "Join them."),
    ),
  );
  if (!blinding || blinding.schema === "open-label") return doubled;
  const facts = new Map(blinding.rules.map(({ role, blindedTo }) => [role, blindedTo]));
  const isBlinded = (role: Role, fact: BlindedFact): boolean =>
    facts.get(role)?.includes(fact) ?? fact === "arm";
  const hasRater = design.forms.some(({ completedBy }) => completedBy === "independent-rater");
  return [
    ...doubled,
    ...(hasRater ? checkRater(isBlinded) : []),
    ...blinding.rules.flatMap(({ role, blindedTo }, at) =>
      when(role.startsWith("unblinded-") && blindedTo.includes("arm"), () =>
        error(
          "blinding-contradictory",
          `blinding.rules.${at}`,
          `${role} is blinded to the arm.`,
          "Use the blinded role, or lift the rule.",
        ),
      ),
    ),
    ...design.forms.flatMap((form, at) => checkForm(form, `forms.${at}`, isBlinded)),
  ];
}

type IsBlinded = (role: Role, fact: BlindedFact) => boolean;

function checkRater(isBlinded: IsBlinded): readonly DesignFault[] {
  const facts: readonly BlindedFact[] = ["arm", "visit-number"];
  return facts.flatMap((fact) =>
    when(!isBlinded("independent-rater", fact), () =>
      warning(
        "rater-not-blinded",
        "blinding.rules",
        `In a blinded trial the independent rater is not blinded to the ${fact.replace("-", " ")}.`,
        `Add ${fact} to the rule of independent-rater.`,
      ),
    ),
  );
}

/** What could tell the arm, in front of a rater. */
function checkForm(form: Form, path: string, isBlinded: IsBlinded): readonly DesignFault[] {
  const fills = form.completedBy === "independent-rater";
  const sees =
    !form.hiddenFrom.includes("independent-rater") &&
    !isBlinded("independent-rater", "potentially-unblinding");
  // A rater's own guess tells the rater nothing.
  if (fills && form.armGuess) return [];
  const telling = form.itemGroups.flatMap(({ items }) => items).filter((item) => item.potentiallyUnblinding);
  if (!fills && !sees) return [];
  const remedy = fills ? "Let somebody else complete it." : "Hide it from independent-rater.";
  return [
    ...when(form.potentiallyUnblinding, () =>
      warning(
        "rater-sees-unblinding",
        path,
        `Form ${form.id} could tell the arm and is open to the independent rater.`,
        remedy,
      ),
    ),
    ...telling.map(({ id }) =>
      warning(
        "rater-sees-unblinding",
        path,
        `Item ${id} could tell the arm and is open to the independent rater.`,
        remedy,
      ),
    ),
  ];
}
