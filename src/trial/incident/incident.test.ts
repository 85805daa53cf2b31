import { describe, expect, test } from "vitest";
import { followedStudy } from "../testing/followed-study.ts";
import { compile } from "../testing/meadow-study.ts";
import { aTrial } from "../testing/story.ts";
import { incidentClocks } from "./clocks.ts";

const consented = aTrial(followedStudy).another(1).on("2026-02-02").contacted().consented();
const told = { kinds: ["pressured", "pressured"], words: { freeText: "I was told to agree." } };
const reported = consented.does("report-incident", told, { by: "participant" });
const [incidentId = ""] = Object.keys(reported.trial.incidents);
const incident = (story = reported) => story.trial.incidents[incidentId];
const asMonitor = { by: "medicalMonitor" } as const;

describe("a confidential report", () => {
  test("changes nothing of the participant that anybody of the site could see", () => {
    expect(reported.state).toBe(consented.state);
    expect(incident()).toMatchObject({ via: "handed-over-device", kinds: ["pressured"], closed: null });
  });

  test("is received by the medical monitor and by the person whom the design names, and by nobody else", () => {
    for (const by of ["medicalMonitor", "sessionAuditor"] as const)
      expect(reported.refusal("acknowledge-incident", { incidentId }, { by })).toBeUndefined();
    expect(reported.refusal("acknowledge-incident", { incidentId }, { by: "sponsorSafety" })).toMatchObject({
      code: "no-such-incident",
    });
  });

  test("is not there under another participant's name", () => {
    const other = reported.another(2).contacted();
    expect(other.refusal("acknowledge-incident", { incidentId }, asMonitor)?.code).toBe("no-such-incident");
  });

  test("is closed with an outcome, after it was assessed; a serious breach after both were told of it", () => {
    const words = { freeText: "Talked to her." };
    const closing = { incidentId, outcome: "confirmed", words };
    expect(reported.refusal("close-incident", closing, asMonitor)?.code).toBe("incident-unassessed");
    const acknowledged = reported.does("acknowledge-incident", { incidentId }, asMonitor);
    expect(acknowledged.refusal("acknowledge-incident", { incidentId }, asMonitor)?.code).toBe(
      "incident-acknowledged",
    );
    const assessed = reported
      .does("acknowledge-incident", { incidentId }, asMonitor)
      .does("assess-incident", { incidentId, gravity: "serious-breach", assessment: words }, asMonitor);
    expect(assessed.refusal("close-incident", closing, asMonitor)?.code).toBe("incident-untold");
    const notified = ["sponsor", "ethics-committee"].reduce(
      (story, whom) => story.does("notify-of-incident", { incidentId, whom, how: words }, asMonitor),
      assessed,
    );
    const again = { incidentId, whom: "sponsor", how: words };
    expect(notified.refusal("notify-of-incident", again, asMonitor)?.code).toBe("incident-notified");
    const closed = notified.does("close-incident", closing, asMonitor);
    expect(incident(closed)?.closed?.outcome).toBe("confirmed");
    expect(closed.refusal("close-incident", closing, asMonitor)?.code).toBe("incident-closed");
  });

  test("has its clocks from the report on, those of sponsor and committee once it is a serious breach", () => {
    const design = compile(followedStudy);
    const now = incident();
    if (!now) throw new Error("Nothing was reported.");
    expect(incidentClocks(design, now).map(({ step }) => step)).toEqual(["acknowledge", "assess"]);
    const assessed = reported.does(
      "assess-incident",
      { incidentId, gravity: "serious-breach", assessment: { freeText: "Grave." } },
      asMonitor,
    );
    const grave = incident(assessed);
    expect(grave && incidentClocks(design, grave).map(({ step }) => step)).toEqual([
      "acknowledge",
      "assess",
      "sponsor",
      "ethics-committee",
    ]);
    expect(incidentClocks(design, now)[0]?.dueAt).toBe("2026-02-03T14:00:00.000Z");
  });
});
