import { expect, test } from "vitest";
import { approvalRows, lacks, type Site } from "./approvals.ts";

const site: Site = {
  siteId: "one",
  number: "01",
  name: "North",
  country: "US",
  zone: "America/New_York",
  languages: ["en", "es"],
  designs: [
    { version: "1.0", committee: "IRB", approvedOn: "2026-01-05", effectiveFrom: "2026-01-10" },
    { version: "2.0", committee: "IRB", approvedOn: "2026-06-01", effectiveFrom: "2026-06-10" },
    { version: "3.0", committee: "IRB", approvedOn: "2026-11-01", effectiveFrom: "2026-12-01" },
  ],
  consents: [
    {
      documentId: "main",
      version: "1",
      language: "en",
      committee: "IRB",
      approvedOn: "2026-01-05",
      effectiveFrom: "2026-01-10",
    },
  ],
};

test("of the approved versions of a protocol the newest in effect is in force", () => {
  const standings = approvalRows(site, "2026-11-20").map(({ what, version, standing }) => [
    what,
    version,
    standing,
  ]);
  expect(standings).toEqual([
    ["protocol", "3.0", "soon"],
    ["protocol", "2.0", "in-force"],
    ["protocol", "1.0", "superseded"],
    ["consent", "1", "in-force"],
  ]);
});

test("a consent form in one language does not supersede that in another", () => {
  const [english] = site.consents;
  const spanish = { ...english, language: "es", effectiveFrom: "2026-02-01" } as Site["consents"][number];
  const rows = approvalRows({ ...site, designs: [], consents: [...site.consents, spanish] }, "2026-11-20");
  expect(rows.map(({ standing }) => standing)).toEqual(["in-force", "in-force"]);
});

test("a site lacks a consent form in each of its languages in which none is approved", () => {
  const forms = [{ id: "main", name: "Main", requiredScopes: [], versions: [] }] as never;
  expect(lacks(site, forms)).toEqual({ protocol: false, languages: ["es"] });
  expect(lacks({ ...site, designs: [], consents: [] }, forms)).toEqual({
    protocol: true,
    languages: ["en", "es"],
  });
  expect(lacks({ ...site, consents: [] }, [])).toEqual({ protocol: false, languages: [] });
});
