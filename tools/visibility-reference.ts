import { type CompiledDesign, type Form, type Role, roles } from "#design";
import { isPermitted, visibilityOf } from "#trial";

/** What one role sees of one form: `all` of it, all but `some` items, that it exists and its `status`, or nothing (`–`). */
export type Cell = "all" | "some" | "status" | "–";

function cellOf(design: CompiledDesign, ofRoles: readonly Role[], formId: string): Cell {
  const { form, isItemHidden } = visibilityOf(design, { user: "", roles: ofRoles }, formId);
  if (form === "hidden") return "–";
  if (form === "status") return "status";
  return hiddenItems(design, formId, isItemHidden).length > 0 ? "some" : "all";
}

function hiddenItems(
  design: CompiledDesign,
  formId: string,
  isItemHidden: (itemId: string) => boolean,
): readonly string[] {
  return [...(design.forms.get(formId)?.items.keys() ?? [])].filter(isItemHidden);
}

/** The table as a page that somebody can read and sign off: one row for each form, one column for each role. */
export function renderVisibility(design: CompiledDesign): string {
  const { name, version } = design.design;
  const forms = [...design.forms.values()].map(({ form }) => form);
  const kept = forms.flatMap(({ id }) => keptItems(design, id));
  return [
    "# Who sees which form",
    "",
    introduction(name, version),
    "",
    `| Form | Answered by | ${roles.map(inWords).join(" | ")} |`,
    `|---|---|${roles.map(() => ":-:|").join("")}`,
    `| *Opens participants' records* | | ${roles.map(opensRecords).join(" | ")} |`,
    ...forms.map((form) => rowOf(design, form)),
    "",
    "## Items that are kept from some who see the rest of their form",
    "",
    ...(kept.length > 0 ? kept : ["None: what could tell the arm stands on forms of its own."]),
    "",
    "## What is told all the same",
    "",
    toldAllTheSame,
    "",
  ].join("\n");
}

const toldAllTheSame = `Whoever opens a participant's record learns of a form whose answers are kept from them that it was filled, corrected and signed, when and by
whom; of each eligibility criterion whether it is met; and from the version numbers how many events there are. A query, and the text of a
deviation about such a form, are not there for them. A copy of the ledger shows besides how long what is sealed in it is, and that a
query was opened about a form. That nothing else hangs on a kept answer is tested by changing it: no byte of all that the person can
ask for changes, but counts of events, hashes and seals, which are over random salts and ids, and random ids themselves
(\`test/trial/non-interference.test.ts\`).`;

function introduction(name: string, version: string): string {
  return `Study ${name}, version ${version}. A test compares this page with the software cell by cell, and another looks through everything
that each role can get for answers that its cell keeps from it. Written by
\`npx tsx -C source tools/write-visibility-reference.ts\`.

- **all**: every answer on it. **some**: all but the items named below the table. **status**: that it is there and how far it is, and no answer.
  **–**: not even that.
- The first row says who opens participants' records at all ([who may do what](who-may-do-what.md)). Whoever does not, sees no form, whatever
  their column says: it counts where they have a second role that does. A rater opens their own assessments, by pseudonym, while they are open.
  A participant sees the one form for which a device was handed over, until it is submitted.
- Somebody with two roles sees of a form what both of them may see: a second role never opens what the first closes.
- Forms marked † could tell the arm, as a whole or in some items.`;
}

function rowOf(design: CompiledDesign, form: Form): string {
  const mark = couldTellTheArm(design, form) ? " †" : "";
  const cells = roles.map((role) => cellOf(design, [role], form.id));
  return `| ${form.label} (\`${form.id}\`)${mark} | ${inWords(form.completedBy)} | ${cells.join(" | ")} |`;
}

function couldTellTheArm(design: CompiledDesign, form: Form): boolean {
  const items = design.forms.get(form.id)?.items.values() ?? [];
  return form.potentiallyUnblinding || [...items].some((item) => item.potentiallyUnblinding);
}

function keptItems(design: CompiledDesign, formId: string): readonly string[] {
  const lines = new Map<string, Role[]>();
  for (const role of roles) {
    if (cellOf(design, [role], formId) !== "some") continue;
    const { isItemHidden } = visibilityOf(design, { user: "", roles: [role] }, formId);
    const items = hiddenItems(design, formId, isItemHidden).join(", ");
    lines.set(items, [...(lines.get(items) ?? []), role]);
  }
  return [...lines].map(
    ([items, from]) => `- \`${formId}\`, from ${from.map(inWords).join(", ")}: ${items}.`,
  );
}

function opensRecords(role: Role): string {
  return isPermitted(role, "see-participant") ? "yes" : "no";
}

function inWords(name: string): string {
  return name.replaceAll("-", " ");
}
