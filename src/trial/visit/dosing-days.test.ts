import { describe, expect, test } from "vitest";
import type { StudyDesignInput } from "#design";
import type { ZoneId } from "#kernel";
import { trialEvents } from "../participant-record.ts";
import { compile, meadowStudy } from "../testing/meadow-study.ts";
import { aTrial, type Story } from "../testing/story.ts";
import { scheduleOf } from "./schedule-of.ts";

type Instance = NonNullable<StudyDesignInput["scheduleTimelines"]>[number]["instances"][number];

const zone = "America/New_York" as ZoneId;
const [main] = meadowStudy.scheduleTimelines ?? [];
if (!main) throw new Error("The meadow has no timeline.");

function after(id: string, relativeTo: NonNullable<NonNullable<Instance["timing"]>["relativeTo"]>) {
  return { id, type: "after" as const, relativeTo, value: "P28D" };
}

/** The meadow with a second dosing session, and a follow-up that counts from the last dose. */
const twoDoses: StudyDesignInput = {
  ...meadowStudy,
  version: "2.0",
  scheduleTimelines: [
    {
      ...main,
      instances: main.instances.flatMap((instance): Instance[] => {
        if (instance.id === "at-follow-up")
          return [{ ...instance, timing: after("counted", { event: "last-dose" }) }];
        if (instance.id !== "at-dosing") return [instance];
        const timing = after("timing-second", { instanceId: "at-dosing" });
        return [instance, { ...instance, id: "at-second", timing }];
      }),
    },
  ],
};

const approval = { committee: "Ethics", approvedOn: "2026-01-05", effectiveFrom: "2026-01-05" };
const enrolled = aTrial()
  .does("publish-design", { design: twoDoses, summary: "Two doses." })
  .does("approve-design-version", { version: "2.0", ...approval })
  .does("confirm-parameters", { version: "2.0", parameterIds: ["minimum-age"] })
  .another(1)
  .on("2026-02-02")
  .screened()
  .confirmedEligible()
  .enrolled();
const once = enrolled.on("2026-02-09").began("at-dosing");
const why = { freeText: "Does not want another." };

function doses({ state }: Story) {
  const { "first-dose": first, "last-dose": last } = trialEvents(state, compile(twoDoses), zone);
  return [first, last];
}

function followUp({ state }: Story) {
  const { points } = scheduleOf(state, compile(twoDoses), zone);
  return points.find(({ instanceId }) => instanceId === "at-follow-up")?.plan;
}

describe("follow-up that counts from the last dose", () => {
  test("has no day before every dosing session of the treatment is over", () => {
    expect(doses(enrolled)).toEqual([undefined, undefined]);
    expect(doses(once)).toEqual(["2026-02-09", undefined]);
    expect(followUp(once)).toMatchObject({ kind: "not-plannable", because: "anchor-not-happened" });
  });

  test("counts from the last session that was held", () => {
    const twice = once.on("2026-03-09").began("at-second");
    expect(doses(twice)).toEqual(["2026-02-09", "2026-03-09"]);
    expect(followUp(twice)).toMatchObject({ kind: "planned", target: "2026-04-06", firm: true });
  });

  test("counts from the first session where the other was missed", () => {
    const stopped = once.on("2026-03-09").does("miss-visit", { visitId: "at-second", why });
    expect(doses(stopped)).toEqual(["2026-02-09", "2026-02-09"]);
    expect(followUp(stopped)).toMatchObject({ target: "2026-03-09", firm: true });
  });

  test("has nothing to count from where no dose was given", () => {
    const never = enrolled
      .does("miss-visit", { visitId: "at-dosing", why })
      .does("miss-visit", { visitId: "at-second", why });
    expect(doses(never)).toEqual([undefined, undefined]);
  });

  test("is not moved by a retreatment", () => {
    const retreated = once
      .on("2026-03-09")
      .began("at-second")
      .does("choose-branch", { instanceId: "symptoms-back", next: "at-retreatment" })
      .consented({ documentId: "retreatment-consent", scopes: ["drug", "therapy"] })
      .on("2026-05-04")
      .began("at-retreatment");
    expect(doses(retreated)).toEqual(["2026-02-09", "2026-03-09"]);
  });
});
