import { expect, test } from "vitest";
import { checkStudyDesign, withFilledTexts } from "#design";
import { type JsonObject, valueAt, withValue } from "../../../test/builders/json.ts";
import { aUsdmDocument } from "../../../test/builders/usdm-document.ts";
import { leavesOf } from "../../../test/oracles/usdm-coverage.ts";
import { importUsdm } from "./import-usdm.ts";

const payloads = [
  "<script>alert(1)</script>",
  '<img src=x onerror="alert(1)">',
  "<svg/onload=alert(1)>",
  '<a href="javascript:alert(1)">here</a>',
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "&#x3c;img src=x onerror=alert(1)&#x3e;",
  "<scr<script></script>ipt>alert(1)</script>",
  "<![CDATA[<iframe src=javascript:alert(1)>]]>",
  "<!--><script>alert(1)</script>-->",
  "jAvAsCrIpT:alert(1)",
  "<style>*{background:url(javascript:alert(1))}</style>",
  '<usdm:ref klass="StudyTitle" id="Title_1" attribute="text" onload="alert(1)"/>',
  "\ud800<b\u0000 onmouseover=alert(1)>",
];

/** What must stay as it is for the document to be read: ids, classes, dates, versions and kinds. */
const fixed =
  /(^usdmVersion|\.(instanceType|id|\w+Id|dateValue)|Ids\.\d+|\.(timings|eligibilityCriteria)\.\d+\.(type|category)\.code)$/;

const document = aUsdmDocument();
const textPlaces = leavesOf(document)
  .map(([path]) => path)
  .filter((path) => typeof valueAt(document, path) === "string" && !fixed.test(path));

test("there are texts of every kind to try", () => {
  expect(textPlaces.length).toBeGreaterThan(300);
});

test.each(payloads)("no tag, handler or script address comes through any text: %s", (payload) => {
  const infected = textPlaces.reduce<JsonObject>(
    (changed, path) => withValue(changed, path, `Before ${payload} ${String(valueAt(document, path))}`),
    document,
  );
  const result = importUsdm(withValue(infected, `study.versions.0.${payload.replaceAll(".", "")}`, payload));
  if (!result.ok) throw new Error(JSON.stringify(result.error.issues));
  const written = JSON.stringify([result.value.designs, result.value.notRepresented]);
  expect(written).not.toMatch(/<[a-z/!?]/i);
  expect(written).not.toMatch(/(java|vb)script\s*:/i);
  expect(written.isWellFormed()).toBe(true);
  expect(result.value.designs[0]?.arms[0]?.name).toMatch(/^Before .*Drug$/);
});

test("a brace in a text is shown as a brace, and names no parameter of the design", () => {
  const braced = textPlaces.reduce<JsonObject>(
    (changed, path) => withValue(changed, path, `{age} {{ ${String(valueAt(document, path))}`),
    document,
  );
  const result = importUsdm(braced);
  if (!result.ok) throw new Error(JSON.stringify(result.error.issues));
  const [design] = result.value.designs;
  if (!design) throw new Error("Expected a design.");
  const age = { id: "age", label: "Age", value: 18, source: "x", confirmation: "published" } as const;
  const { arms } = withFilledTexts({ ...design, parameters: [age] });
  expect(arms[0]?.name).toBe("{age} {{ Drug");
  const faults = checkStudyDesign(design, {
    catalog: () => undefined,
    score: () => ({ ok: false }) as never,
  });
  expect(faults.filter(({ code }) => code === "unknown-parameter-in-text")).toEqual([]);
});
