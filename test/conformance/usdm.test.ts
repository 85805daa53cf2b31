import { describe, expect, test } from "vitest";
import { renderScheduleMatrix } from "#design";
import { imported, importedDesign } from "../builders/imported-usdm.ts";
import { hasPilotStudy, readPilotStudy, unlessSkipped } from "../builders/pilot-study.ts";
import { unaccountedFor } from "../oracles/usdm-coverage.ts";

describe.skipIf(!hasPilotStudy)(`CDISC pilot study${unlessSkipped}`, () => {
  const document: unknown = hasPilotStudy ? readPilotStudy() : undefined;

  test("as many arms, epochs, visits, activities, timelines, timings and criteria as the file has", () => {
    expect(imported(document).counts).toEqual({
      arms: 3,
      epochs: 5,
      encounters: 12,
      activities: 36,
      scheduleTimelines: 4,
      timings: 24,
      eligibilityCriteria: 31,
    });
  });

  test("the study is named, numbered, dated and blinded", () => {
    expect(importedDesign(document)).toMatchObject({
      id: "H2Q-MC-LZZT",
      version: "2",
      versionDate: "2006-06-01",
      name: "CDISC PILOT - LZZT",
      phase: "Phase II Trial",
      studyType: "Interventional Study",
      identifiers: [
        { text: "H2Q-MC-LZZT", organization: "Eli Lilly" },
        { text: "NCT12345678", organization: "ClinicalTrials.gov" },
      ],
      indications: ["Alzheimer's disease"],
      population: { plannedEnrollment: 300, minimumAge: "50 years", maximumAge: "100 years" },
      blinding: { schema: "double-blind" },
    });
    expect(importedDesign(document).arms.map(({ name, type }) => [name, type])).toEqual([
      ["Placebo", "placebo-comparator"],
      ["Xanomeline Low Dose", "active-comparator"],
      ["Xanomeline High Dose", "active-comparator"],
    ]);
  });

  test("the visits run from the first screening to week 26", () => {
    const { encounters } = importedDesign(document);
    expect(encounters.map(({ name, label }) => `${name} ${label}`)).toEqual([
      "E1 Screening 1",
      "E2 Screening 2",
      "E3 Baseline",
      "E4 Week 2",
      "E5 Week 4",
      "E7 Week 6",
      "E8 Week 8",
      "E9 Week 12",
      "E10 Week 16",
      "E11 Week 20",
      "E12 Week 24",
      "E13 Week 26",
    ]);
    expect(encounters[1]).toMatchObject({ scheduledAtTimingId: "Timing_2", contactModes: ["in-person"] });
    expect(encounters[6]).toMatchObject({ contactModes: ["in-person", "telephone"] });
  });

  test("the timings say when, before or after what, and how far off is still right", () => {
    const main = importedDesign(document).scheduleTimelines.find(({ mainTimeline }) => mainTimeline);
    const said = main?.instances.map(({ label, timing }) =>
      [label, timing?.label, timing?.type, timing?.value, timing?.window?.before, timing?.window?.after].join(
        " ",
      ),
    );
    expect(said?.slice(0, 5)).toEqual([
      "Screen One Screening before P2W  ",
      "Screen Two Pre dose before P2D PT4H PT0H",
      "Dose Dosing fixed-reference P1D  ",
      "Week 2 Week 2 after P2W P3D P3D",
      "Week 4 Week 4 after P4W P3D P3D",
    ]);
    expect(main?.instances[1]?.timing).toMatchObject({ valueLabel: "2 days", windowLabel: "-4..0 hours" });
    const relations = importedDesign(document)
      .scheduleTimelines.flatMap(({ instances }) => instances)
      .filter(({ timing }) => timing?.relativeToFrom === "end-to-start");
    expect(relations.map(({ timing }) => timing?.id)).toEqual(["Timing_21", "Timing_23"]);
  });

  test("every timeline enters at one of its instances and ends, and every timing has its anchor in the design", () => {
    const { scheduleTimelines } = importedDesign(document);
    const instances = new Set(
      scheduleTimelines.flatMap((timeline) => timeline.instances.map(({ id }) => id)),
    );
    for (const { entryId, instances: own } of scheduleTimelines) {
      expect(own.map(({ id }) => id)).toContain(entryId);
      expect(own.at(-1)?.next).toBe("exit");
      for (const { timing } of own) {
        const anchor =
          timing?.relativeTo && "instanceId" in timing.relativeTo ? timing.relativeTo.instanceId : undefined;
        if (timing?.type !== "fixed-reference") expect(instances).toContain(anchor);
      }
    }
  });

  test("the vital signs and the check of adverse events run through timelines of their own", () => {
    const { activities, scheduleTimelines } = importedDesign(document);
    const linked = activities.flatMap(({ name, timelineId }) => (timelineId ? [[name, timelineId]] : []));
    expect(linked).toEqual([
      ["Vital signs / Temperature", "ScheduleTimeline_3"],
      ["Check adverse events", "ScheduleTimeline_1"],
    ]);
    const vitals = scheduleTimelines.find(({ id }) => id === "ScheduleTimeline_3");
    expect(vitals?.instances.map(({ label }) => label)).toEqual([
      "5 minute supine",
      "Vital signs supine",
      "1 minute standing",
      "Vital signs after 1 min standing",
      "2 minute standing",
      "Vital signs after 3 min standing",
    ]);
  });

  test("the criteria say what their tags stand for, and hold no markup", () => {
    const { eligibilityCriteria } = importedDesign(document);
    expect(eligibilityCriteria.filter(({ category }) => category === "inclusion")).toHaveLength(8);
    expect(eligibilityCriteria.slice(0, 4).map(({ text }) => text)).toEqual([
      "Males and postmenopausal females at least 50 years of age.",
      "Patients with Probable Mild to Moderate Alzheimer's Disease as defined by National Institute of Neurological and Communicative Disorders and Stroke (NINCDS) and the Alzheimer's Disease and Related Disorders Association (ADRDA) guidelines (Attachment LZZT.7).",
      "MMSE score of 10 to 23.",
      "Hachinski Ischemic Scale score of ≤4 (Attachment LZZT.8).",
    ]);
    expect(eligibilityCriteria[15]?.text.split("\n").slice(0, 4)).toEqual([
      "Evidence from ECG recording at screening of any of the following conditions :",
      "a. Left bundle branch block",
      "b. Bradycardia ≤50 beats per minute",
      "c. Sinus pauses >2 seconds",
    ]);
    expect(eligibilityCriteria[30]?.text).toContain("Depakote® (valproic acid) | 2 weeks");
    for (const { text } of eligibilityCriteria) expect(text).not.toMatch(/<[a-z/]|&\w+;|usdm:/i);
  });

  test("activities with biomedical concepts have forms that a site can fill", () => {
    const { forms, codeLists } = importedDesign(document);
    expect(forms.map(({ label, itemGroups }) => [label, itemGroups.length])).toEqual([
      ["Demographics", 2],
      ["Vital Signs and Temperature", 3],
      ["Chemistry", 7],
      ["Hemoglobin A1C", 1],
      ["Adverse events", 1],
      ["Vital signs while supine", 3],
      ["Vital signs while standing", 3],
    ]);
    const ids = new Set(codeLists.map(({ id }) => id));
    const items = forms.flatMap(({ itemGroups }) => itemGroups.flatMap(({ items }) => items));
    expect(items.every(({ type, codeListId }) => (type === "code") === (codeListId !== undefined))).toBe(
      true,
    );
    expect(items.every(({ codeListId }) => codeListId === undefined || ids.has(codeListId))).toBe(true);
  });

  test("whatever the file says is in the design or listed as not represented", () => {
    const result = imported(document);
    expect(unaccountedFor(document, result)).toEqual([]);
    expect(result.notRepresented.map(({ what }) => what)).toContain(
      '85 × NarrativeContentItem ("NCI_1", "NCI_2", …)',
    );
  });

  test("the schedule of activities has a column for each point of the main timeline", () => {
    const matrix = renderScheduleMatrix(importedDesign(document));
    expect(matrix?.columns).toHaveLength(16);
    expect(matrix?.columns[7]).toEqual({
      instanceId: "ScheduledActivityInstance_16",
      encounterId: "Encounter_7",
      label: "Week 8",
      point: "Week NPI",
      epoch: "Treatment Two",
      timing: "Week 8 Home",
    });
    expect(matrix?.rows).toHaveLength(30);
    const consent = matrix?.rows.find(({ label }) => label === "Informed consent");
    expect(consent?.marks.map((mark) => (mark ? "x" : ".")).join("")).toBe("x...............");
    const npi = matrix?.rows.find(({ label }) => label === "NPI-X");
    expect(npi?.marks.map((mark) => (mark ? "x" : ".")).join("")).toBe("x.xxxxxxxxxxxxxx");
  });
});
