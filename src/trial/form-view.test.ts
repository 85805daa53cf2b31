import { describe, expect, test } from "vitest";
import type { CalendarDate } from "#kernel";
import { type FormView, viewForm } from "./form-view.ts";
import { staff } from "./testing/people.ts";
import { aParticipant, type Story } from "./testing/story.ts";

const vitals = "at-screening/vitals/1";
const begun = aParticipant().contacted().consented().began("at-screening");
const submitted = begun.submitted(vitals, { weight: 70, height: 1.75 });

/** The form as the coordinator sees it on a day. */
function seen(story: Story, today = "2026-03-20"): FormView {
  const { design, designs, site } = story.facts("submit-form");
  if (!design) throw new Error("no protocol");
  const viewer = { user: staff.coordinator.user, roles: ["site-coordinator" as const] };
  const around = {
    design,
    designs,
    site,
    today: today as CalendarDate,
    viewer,
    nameOf: (user: string) => user,
  };
  const view = viewForm(story.state, vitals, around);
  if (!view) throw new Error("not to be seen");
  return view;
}

function item(story: Story, path: string): FormView["items"][number] | undefined {
  return seen(story).items.find((one) => one.path === path);
}

describe("a form as its page shows it", () => {
  test("is judged by the day of its visit, as on the server, whenever it is looked at", () => {
    const { day } = begun.state.visits.visits["at-screening"] ?? {};
    expect(day).toBeDefined();
    expect(seen(submitted, "2027-01-01").record.today).toBe(day);
  });

  test("tells its times in the zone of the site", () => {
    expect(seen(submitted).zone).toBe("America/New_York");
  });

  test("says why it was not done, until somebody writes on it after all", () => {
    const marked = begun.does("mark-form-not-done", { formKey: vitals, why: { freeText: "No scale." } });
    expect(seen(marked)).toMatchObject({ status: "not-done", notDoneWhy: "No scale." });
    const drafted = marked.does("draft-items", { formKey: vitals, entries: [{ path: "weight", value: 70 }] });
    expect(seen(drafted)).toMatchObject({ status: "draft", notDoneWhy: null });
  });
});

describe("a value that was compared with its source", () => {
  const verified = submitted.does(
    "verify-source",
    { formKey: vitals, paths: ["weight", "height"] },
    { basedOn: submitted.state.version },
  );

  test("says by whom", () => {
    expect(item(verified, "weight")).toMatchObject({
      verified: true,
      verification: { by: staff.monitor.user },
    });
    expect(item(submitted, "weight")).toMatchObject({ verified: false, verification: null });
  });

  test("and was changed since says whose comparison no longer holds; the others stand", () => {
    const corrected = verified.corrected(vitals, { weight: 71 });
    expect(item(corrected, "weight")).toMatchObject({
      verified: false,
      verification: { by: staff.monitor.user },
    });
    expect(item(corrected, "height")).toMatchObject({ verified: true });
    const twice = corrected.corrected(vitals, { weight: 72 });
    expect(item(twice, "weight")).toMatchObject({
      verified: false,
      verification: { by: staff.monitor.user },
    });
  });
});
