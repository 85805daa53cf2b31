import type { ConsentDocument, ConsentVersion } from "../model/consent.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

/** No consent to taking part; consent documents whose versions have no order, or whose scopes contradict themselves. */
export function checkConsents({ design }: Checking): readonly DesignFault[] {
  return [
    ...when(!design.consents.some(isMain) && design.forms.length > 0, () =>
      warning(
        "no-consent",
        "consents",
        "The design has no consent to taking part: nobody can be screened, and no visit begins.",
        "Add a consent document that is not neededFor single encounters.",
      ),
    ),
    ...design.consents.flatMap((document, at) => checkDocument(document, `consents.${at}`)),
    ...design.encounters.flatMap(({ id, session, safetyAssessment }, at) =>
      when(session === "dosing" && safetyAssessment, () =>
        error(
          "dose-without-consent",
          `encounters.${at}.safetyAssessment`,
          `${id} is a dosing session and would go on when consent has lapsed.`,
          "Leave safetyAssessment to the visits that follow it, and to the forms that are filled in it.",
        ),
      ),
    ),
  ];
}

/** Consent to taking part at all is asked for by no single encounter. */
function isMain({ neededFor }: ConsentDocument): boolean {
  return neededFor.length === 0;
}

function checkDocument(
  { id, versions, requiredScopes, optionalScopes }: ConsentDocument,
  path: string,
): readonly DesignFault[] {
  const both = requiredScopes.filter((scope) => optionalScopes.includes(scope));
  return [
    ...both.map((scope) =>
      error(
        "scope-contradictory",
        path,
        `${scope} is both required and optional in ${id}.`,
        "Leave it in one of the two.",
      ),
    ),
    ...versions.flatMap((version, at) => [
      ...when(versions.findIndex((one) => one.version === version.version) < at, () =>
        error(
          "duplicate-id",
          `${path}.versions.${at}.version`,
          `${id} has two versions ${version.version}.`,
          "Give each its own number.",
        ),
      ),
      ...checkVersion(id, version, versions[at - 1], `${path}.versions.${at}`),
    ]),
  ];
}

function checkVersion(
  id: string,
  { version, date, change, reconsentWithinDays }: ConsentVersion,
  before: ConsentVersion | undefined,
  path: string,
): readonly DesignFault[] {
  return [
    ...when((before === undefined) !== (change === "initial"), () =>
      error(
        "version-order",
        `${path}.change`,
        `Only the first version of ${id} is the initial one.`,
        "Write minor or major for what changed later.",
      ),
    ),
    ...when(before?.date !== undefined && date !== undefined && date < before.date, () =>
      error(
        "version-order",
        `${path}.date`,
        `Version ${version} of ${id} is dated before the one that it follows.`,
        "Put the versions in their order.",
      ),
    ),
    ...when(change === "major" && reconsentWithinDays === undefined, () =>
      warning(
        "reconsent-open",
        path,
        `${id} ${version} changes what was agreed and names no time to sign it.`,
        "Set reconsentWithinDays.",
      ),
    ),
  ];
}
