import { expect, test } from "vitest";
import { decodeEntities } from "./entities.ts";

test("named, decimal and hexadecimal characters are written", () => {
  expect(
    decodeEntities("&ge;18&nbsp;years, 20&deg;C, Depakote&#174; or &#xAE;, &alpha;, &uuml;, &shy;"),
  ).toBe("≥18\u00a0years, 20°C, Depakote® or ®, α, ü, \u00ad");
});

test("a character is decoded once and never again", () => {
  expect(decodeEntities("&amp;lt;b&amp;gt;")).toBe("&lt;b&gt;");
});

test("what names no character stays as it was written", () => {
  for (const text of ["&nosuch;", "&#0;", "&#xD800;", "&#1114112;", "R&D; A&B", "&;", "&constructor;"]) {
    expect(decodeEntities(text)).toBe(text);
  }
});
