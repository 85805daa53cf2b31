/** The named characters of XHTML 1.0 that occur in protocols; the five of XML come first. */
const named: ReadonlyMap<string, string> = new Map(
  [
    "amp & lt < gt > quot \" apos '",
    "nbsp \u00a0 copy © reg ® trade ™ deg ° plusmn ± micro µ middot · times × divide ÷ sup1 ¹ sup2 ² sup3 ³",
    "frac12 ½ frac14 ¼ frac34 ¾ le ≤ ge ≥ ne ≠ asymp ≈ infin ∞ minus − radic √ sum ∑ prod ∏ part ∂ not ¬",
    "ndash – mdash — hellip … bull • lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ laquo « raquo » prime ′ Prime ″",
    "larr ← uarr ↑ rarr → darr ↓ harr ↔ rArr ⇒ hArr ⇔ dagger † Dagger ‡ sect § para ¶ permil ‰ euro € pound £ yen ¥",
    "cent ¢ ensp \u2002 emsp \u2003 thinsp \u2009 shy \u00ad zwj \u200d zwnj \u200c",
    "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ",
    "sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Sigma Σ Phi Φ Psi Ψ Omega Ω",
    "agrave à aacute á acirc â atilde ã auml ä aring å aelig æ ccedil ç egrave è eacute é ecirc ê euml ë igrave ì",
    "iacute í icirc î iuml ï ntilde ñ ograve ò oacute ó ocirc ô otilde õ ouml ö oslash ø ugrave ù uacute ú ucirc û",
    "uuml ü szlig ß Auml Ä Ouml Ö Uuml Ü Aring Å Eacute É Oslash Ø",
  ].flatMap((line) =>
    [...line.matchAll(/(\S+) (\S|\s)(?: |$)/gu)].map(([, name = "", character = ""]) => [name, character]),
  ),
);

/**
 * Writes the characters that a text names (`&ge;`, `&#174;`, `&#xae;`), once: `&amp;lt;` becomes `&lt;`.
 * What names no character stays as it is.
 */
export function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w{2,10}));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return named.get(name) ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      const isCharacter = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
      return isCharacter ? String.fromCodePoint(point) : whole;
    },
  );
}
