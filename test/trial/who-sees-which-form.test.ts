import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readStudyDesign } from "#adapters";
import { type CompiledDesign, compileDesign, type Form, type Role, roles } from "#design";
import { publishedInstruments, visibilityOf } from "#trial";
import { dependentsIn } from "../../src/design/compare/dependents.ts";
import { renderVisibility } from "../../tools/visibility-reference.ts";
import { root } from "../architecture/layers.ts";

const page = readFileSync(path.join(root, "docs/reference/who-sees-which-form.md"), "utf8");
const design = referenceStudy();
const forms = [...design.forms.values()].map(({ form }) => form);

function referenceStudy(): CompiledDesign {
  const read = readStudyDesign(path.join(root, "studies/mdma-ptsd-phase3"));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const compiled = compileDesign(read.value.design, publishedInstruments);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
}

/** The cells of the page as somebody reads them: form, then role. */
function cellsOnPage(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const rows = page.split("\n").filter((line) => line.startsWith("|"));
  const [head = [], , , ...body] = rows.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return new Map(
    body.map(([name = "", , ...cells]) => {
      const id = /\(`(.+)`\)/.exec(name)?.[1] ?? "";
      return [id, new Map(cells.map((cell, at) => [head[at + 2] ?? "", cell]))];
    }),
  );
}

const cells = cellsOnPage();

function cellsOf(role: Role, which: (form: Form) => boolean): readonly string[] {
  const named = role.replaceAll("-", " ");
  return forms.filter(which).map(({ id }) => `${id}: ${cells.get(id)?.get(named)}`);
}

function all(which: (form: Form) => boolean, ...may: readonly string[]): readonly string[] {
  return forms.filter(which).flatMap(({ id }) => may.map((cell) => `${id}: ${cell}`));
}

const isSelfReport = ({ completedBy }: Form): boolean => completedBy === "participant";
const isRated = ({ completedBy }: Form): boolean => completedBy === "independent-rater";
const couldTell = ({ id, potentiallyUnblinding }: Form): boolean =>
  potentiallyUnblinding ||
  [...(design.forms.get(id)?.items.values() ?? [])].some((item) => item.potentiallyUnblinding);

test("the page says, cell by cell, what the software does", () => {
  expect(page).toBe(renderVisibility(design));
  expect(cells.size).toBe(forms.length);
  for (const row of cells.values())
    expect([...row.keys()]).toEqual(roles.map((role) => role.replaceAll("-", " ")));
});

describe("on the page", () => {
  test("an independent rater sees the index trauma and nothing else", () => {
    const others = ({ id }: Form) => id !== "index-trauma";
    expect(cellsOf("independent-rater", others)).toEqual(all(others, "–"));
  });

  test.each(["lead-therapist", "co-therapist", "session-attendant"] as const)(
    "a %s sees no self-report and no rating",
    (role) => {
      const kept = (form: Form) => isSelfReport(form) || isRated(form);
      expect(forms.filter(kept).length).toBeGreaterThan(15);
      expect(cellsOf(role, kept)).toEqual(all(kept, "status"));
    },
  );

  test.each(["monitor", "data-manager", "sponsor-study-team", "statistician"] as const)(
    "a %s sees nothing that could tell the arm",
    (role) => {
      expect(forms.filter(couldTell).length).toBeGreaterThan(8);
      expect(cellsOf(role, couldTell)).toEqual(all(couldTell, "status"));
    },
  );

  test("the medical monitor, who needs them for safety, sees what could tell the arm", () => {
    expect(cellsOf("medical-monitor", couldTell)).toEqual(all(couldTell, "all"));
  });

  test("a participant sees their own answers and nothing else", () => {
    expect(cellsOf("participant", isSelfReport)).toEqual(all(isSelfReport, "all"));
    const others = (form: Form) => !isSelfReport(form);
    expect(cellsOf("participant", others)).toEqual(all(others, "–"));
  });
});

/** Asks only whether the other was answered, which its status tells. */
const asksNoMore = ["item enrollment-confirmation.expectancy-given"];

describe("in the software", () => {
  const sees = (own: readonly Role[], formId: string, itemId: string): boolean => {
    const { form, isItemHidden } = visibilityOf(design, { user: "", roles: own }, formId);
    return form === "content" && !isItemHidden(itemId);
  };
  const ranks = { hidden: 0, status: 1, content: 2 } as const;
  const rank = (own: readonly Role[], formId: string) =>
    ranks[visibilityOf(design, { user: "", roles: own }, formId).form];

  test("a second role never opens what the first closes, for any two roles and any item", () => {
    const opened: string[] = [];
    const staff = roles.filter((role) => role !== "participant");
    for (const [at, one] of staff.entries())
      for (const other of staff.slice(at + 1))
        for (const { form, items } of design.forms.values()) {
          const both = rank([one, other], form.id);
          if (both > Math.min(rank([one], form.id), rank([other], form.id)))
            opened.push(`${one} ${other} ${form.id}`);
          for (const item of items.keys())
            if (
              sees([one, other], form.id, item) &&
              !(sees([one], form.id, item) && sees([other], form.id, item))
            )
              opened.push(`${one} ${other} ${form.id}.${item}`);
        }
    expect(opened).toEqual([]);
  });

  test("no item is reckoned from, or shown or queried because of, one that somebody who sees it may not see", () => {
    const told: string[] = [];
    for (const [on, dependents] of dependentsIn(design.design)) {
      if (!on.startsWith("item ")) continue;
      for (const dependent of dependents) {
        if (!dependent.startsWith("item ") || asksNoMore.includes(dependent)) continue;
        const [from, to] = [on, dependent].map((key) => key.slice("item ".length).split(".")) as [
          string[],
          string[],
        ];
        const open = roles.filter(
          (role) => sees([role], to[0] ?? "", to[1] ?? "") && !sees([role], from[0] ?? "", from[1] ?? ""),
        );
        told.push(...open.map((role) => `${role}: ${dependent} tells ${on}`));
      }
    }
    expect(told).toEqual([]);
  });
});
