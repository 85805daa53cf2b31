import fc from "fast-check";
import { expect, test } from "vitest";
import { plainText } from "./plain-text.ts";

const text = (source: string): string => plainText(source, () => undefined).text;

test("characters are decoded once and a lone less-than sign is no tag", () => {
  expect(text("<p>Resting heart rate &lt;50 or &gt;100, age <18, ALT>3</p>")).toBe(
    "Resting heart rate <50 or >100, age <18, ALT>3",
  );
  expect(text("p<0.05 &amp;lt; 1")).toBe("p<0.05 &lt; 1");
});

test("list items keep their letters and their depth", () => {
  const criterion = `<p>Any of:</p><ol style="list-style-type: lower-alpha;">
    <li><p>Stroke</p><ol><li><p>Large</p></li><li><p>Small.</p><p>Both count.</p></li></ol></li>
    <li>Seizure</li></ol><ul><li>Other</li></ul>`;
  expect(text(criterion)).toBe(
    ["Any of:", "a. Stroke", "  1. Large", "  2. Small.", "    Both count.", "b. Seizure", "- Other"].join(
      "\n",
    ),
  );
});

test("a row of a table is a line", () => {
  expect(
    text(
      "<table><tr><th>Drug</th><th>Washout</th></tr><tr><td><p>Dilantin&#174;</p></td><td>2\n weeks</td></tr></table>",
    ),
  ).toBe("Drug | Washout\nDilantin® | 2 weeks");
});

test("raised digits stay raised, so that a power is not read as a number", () => {
  expect(text("10<sup>9</sup>/L, 50 cm<sup>2</sup>, A<sup>1C</sup>, B<sub>12</sub>, C<sub>max</sub>")).toBe(
    "10⁹/L, 50 cm², A^1C, B₁₂, Cmax",
  );
});

test("a safe address follows its link and an unsafe one is gone", () => {
  expect(text('<a href="https://example.org/a">here</a>, <a href="java&#115;cript:alert(1)">there</a>')).toBe(
    "here (https://example.org/a), there",
  );
});

test("a text without markup keeps its lines", () => {
  expect(text("First  line \r\nsecond line\n")).toBe("First line\nsecond line");
});

test("the elements that were there are told", () => {
  expect([...plainText('<p>a<br/><img src="x"/></p>', () => undefined).elements]).toEqual(["p", "br", "img"]);
});

test("a tag of USDM stands for what the resolver says, and shows its name where nobody knows", () => {
  const known = plainText('at least <usdm:tag name="min_age"/> years', (_, attributes) =>
    attributes.get("name") === "min_age" ? "50" : undefined,
  );
  expect(known.text).toBe("at least 50 years");
  expect(
    text('<usdm:tag name="min_age"></usdm:tag> <usdm:ref klass="Quantity" id="Q_1" attribute="value"/>'),
  ).toBe("[min_age] [Q_1]");
});

test("an unknown word between angle brackets is text, an unknown element with attributes is not", () => {
  expect(text("Contact <TBD> or a<b and c>d")).toBe("Contact < TBD> or a< b and c>d");
  expect(text('x<evil onfoo="alert(1)">y')).toBe("xy");
});

const attacks = [
  "<script>alert(1)</script>",
  "<ScRiPt src=//evil.example></sCrIpT >",
  "<script>alert(1)",
  '<img src=x onerror="alert(1)">',
  "<img/src=x/onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" java\nscript:alert(1)">x</a>',
  '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "&#60;img src=x onerror=alert(1)&#62;",
  "<<script>alert(1)//<</script>",
  "<scr<script></script>ipt>alert(1)</script>",
  "<p title='<script>alert(1)</script>'>x</p>",
  "<style>@import 'javascript:alert(1)';</style>",
  "<![CDATA[<script>alert(1)</script>]]>",
  "<!--><script>alert(1)</script>-->",
  "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "javascript:alert(1)",
  "JaVaScRiPt :alert(1)",
  "<usdm:ref onload=alert(1)>",
  "<b\u0000 onmouseover=alert(1)>",
  "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a '<script>'>]>&a;",
];

test.each(attacks)("no tag, handler or script address survives: %s", (attack) => {
  for (const source of [attack, `<p>before ${attack} after</p>`, `a < b ${attack}`]) {
    const result = text(source);
    expect(result).not.toMatch(/<[a-z/!?]/i);
    expect(result).not.toMatch(/script\s*:/i);
  }
});

test("whatever is read, nothing in the text can begin a tag, and reading it again changes nothing more", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(
      "<",
      ">",
      "</",
      "<p",
      "&lt;",
      "&amp;lt;",
      '"',
      "'",
      "=",
      "<!--",
      "-->",
      "<li>",
      "\ud800",
      "\u0007",
    ),
    fc.constantFrom(...attacks),
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join("")),
      (source) => {
        const result = text(source);
        expect(result).not.toMatch(/<[a-z/!?]/i);
        expect(result.isWellFormed()).toBe(true);
      },
    ),
  );
});

test.each([
  "<a ",
  "<!--",
  "</script ",
  "<a b='",
  '<a b="<a c=',
  "<script>",
  "<svg>",
  "<ol><li>x",
  "<table><tr><td>x",
  "<a href='https://x.y'>",
  "<sup>",
  "</svg ",
  "javascript ",
  "&",
  "<a a=b/c=d/e=f/",
  "<li>",
])("a hundred thousand times %s is read to its end", (piece) => {
  // Where reading went back over what it had read, a run of the tests would not see the end of it.
  const source = piece.repeat(100_000);
  expect(text(source).length).toBeLessThanOrEqual(source.length * 4);
});
