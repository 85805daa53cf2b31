import type { Form } from "../model/form.ts";
import type { Role } from "../model/primitives.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error, when } from "./design-fault.ts";

/** The roles that may complete a form, by whose answer it is. */
const completingRoles: Readonly<Record<Form["completedBy"], readonly Role[]>> = {
  site: ["site-coordinator", "investigator", "sub-investigator"],
  participant: ["participant"],
  "independent-rater": ["independent-rater"],
  therapist: ["lead-therapist", "co-therapist"],
  pharmacist: ["pharmacist", "unblinded-pharmacist"],
};

/** Forms that nobody may complete, or that are signed by who cannot, and visits before consent that do more than talk. */
export function checkAccess({ design }: Checking): readonly DesignFault[] {
  return [
    ...design.forms.flatMap((form, at) => checkForm(form, `forms.${at}`)),
    ...design.encounters.flatMap(({ id, beforeConsent, session }, at) =>
      when(beforeConsent && session !== undefined, () =>
        error(
          "session-before-consent",
          `encounters.${at}`,
          `${id} is a session and may take place before consent.`,
          "Only a contact before screening does: set beforeConsent to false.",
        ),
      ),
    ),
  ];
}

function checkForm(form: Form, path: string): readonly DesignFault[] {
  const { id, completedBy, hiddenFrom, signedBy } = form;
  const nobody = completingRoles[completedBy].every((role) => hiddenFrom.includes(role));
  return [
    ...when(nobody, () =>
      error(
        "nobody-completes",
        path,
        `Form ${id} is completed by ${completedBy} and hidden from all who are.`,
        "Show it to them, or let others complete it.",
      ),
    ),
    ...signedBy.flatMap(({ role }, at) =>
      when(role === "participant", () =>
        error(
          "participant-signs",
          `${path}.signedBy.${at}`,
          `Form ${id} wants an electronic signature of the participant, who has none: what a participant signs, by ink or on a screen, is a handwritten signature (FDA, Electronic Systems, Electronic Records, and Electronic Signatures in Clinical Investigations, October 2024, Q25).`,
          "Record that signature as items of the form: on which day, how, and in whose presence it was put.",
        ),
      ),
    ),
    ...signedBy.flatMap(({ role }, at) =>
      when(hiddenFrom.includes(role), () =>
        error(
          "signer-blind",
          `${path}.signedBy.${at}`,
          `${role} must sign form ${id} and may not see it.`,
          "Show it to them, or let others sign.",
        ),
      ),
    ),
  ];
}
