import { describe, expect, test } from "vitest";
import type { CalendarDate } from "#kernel";
import { meadowAmendment } from "../testing/meadow-study.ts";
import { numberedId } from "../testing/people.ts";
import { anEmptyStudy, aTrial } from "../testing/story.ts";
import { consentVersionInEffect, designVersionInEffect, noSite } from "./evolve.ts";

const east = { number: "03", name: "East", country: "PL", zone: "Europe/Warsaw", languages: ["pl"] };
const third = numberedId(2, 3);

describe("a site", () => {
  test("is opened once", () => {
    const opened = aTrial().does("open-site", east, { about: third });
    expect(opened.refusal("open-site", { ...east, number: "04" }, { about: third })?.code).toBe("site-open");
  });

  test("has a number that no other site has, so that no two participants share one", () => {
    const no = aTrial().refusal("open-site", { ...east, number: "01" }, { about: third });
    expect(no).toMatchObject({ code: "site-number-taken", path: "data.number" });
  });
});

describe("the approval of a protocol by a site's ethics committee", () => {
  const published = aTrial().does("publish-design", { design: meadowAmendment, summary: "Amendment 1." });
  const approval = { version: "2.0", committee: "Ethics committee", approvedOn: "2026-01-05" };
  const refusal = (more: object) =>
    published.refusal("approve-design-version", { ...approval, effectiveFrom: "2026-02-01", ...more })?.code;

  test("is of a version that was published", () => {
    expect(refusal({ version: "3.0" })).toBe("no-such-version");
    expect(refusal({})).toBeUndefined();
  });

  test("has happened, and lets the version take effect no earlier", () => {
    expect(refusal({ approvedOn: "2026-01-06" })).toBe("approval-in-future");
    expect(refusal({ effectiveFrom: "2026-01-04" })).toBe("effective-before-approval");
    expect(refusal({ effectiveFrom: "2026-01-05" })).toBeUndefined();
  });

  test("changes the version in effect on its day, at that site alone", () => {
    const approved = published.does("approve-design-version", { ...approval, effectiveFrom: "2026-02-01" });
    const [north, south] = Object.values(approved.trial.sites);
    const on = (day: string, site = north ?? noSite) => designVersionInEffect(site, day as CalendarDate);
    expect([on("2026-01-04"), on("2026-01-31"), on("2026-02-01"), on("2026-02-01", south)]).toEqual([
      undefined,
      "1.0",
      "2.0",
      "1.0",
    ]);
  });
});

describe("the approval of a consent form", () => {
  const approval = {
    documentId: "main-consent",
    version: "2",
    language: "en",
    committee: "Ethics committee",
    approvedOn: "2026-01-05",
    effectiveFrom: "2026-02-01",
  };
  const refusal = (more: object) =>
    aTrial().refusal("approve-consent-version", { ...approval, ...more })?.code;

  test("is of a document, a version and a language of the newest protocol", () => {
    expect(refusal({})).toBeUndefined();
    expect(refusal({ documentId: "x" })).toBe("no-such-consent");
    expect(refusal({ version: "9" })).toBe("no-such-consent-version");
    expect(refusal({ version: "3", language: "es" })).toBe("no-such-language");
    expect(anEmptyStudy().refusal("approve-consent-version", approval)?.code).toBe("no-such-consent");
  });

  test("has dates that follow each other", () => {
    expect(refusal({ approvedOn: "2026-01-06" })).toBe("approval-in-future");
    expect(refusal({ effectiveFrom: "2026-01-04" })).toBe("effective-before-approval");
    expect(refusal({ reconsentBy: "2026-01-31" })).toBe("reconsent-before-effect");
    expect(refusal({ reconsentBy: "2026-02-01" })).toBeUndefined();
  });

  test("that is recorded again, put right, counts as it was recorded last", () => {
    const twice = aTrial()
      .does("approve-consent-version", { ...approval, reconsentBy: "2026-02-10" })
      .does("approve-consent-version", { ...approval, reconsentBy: "2026-03-10" });
    const [site = noSite] = Object.values(twice.trial.sites);
    const inEffect = consentVersionInEffect(site, "main-consent", "en", "2026-02-01" as CalendarDate);
    expect(inEffect?.reconsentBy).toBe("2026-03-10");
  });
});
