/**
 * A text that stays text even where it is shown as HTML by mistake: what could begin a tag is parted by a
 * space (`< b`), a script's address loses its colon, control characters and lone surrogates are gone.
 */
export function harmless(text: string): string {
  const wellFormed = text.toWellFormed();
  if (!/[<\p{Cc}]|script/iu.test(wellFormed)) return wellFormed;
  return wellFormed
    .replaceAll(/(?![\n\t])\p{Cc}/gu, "")
    .replaceAll(/<(?=[a-z/!?])/gi, "< ")
    .replaceAll(/\b((?:java|vb)script)\s*:/gi, "$1");
}
