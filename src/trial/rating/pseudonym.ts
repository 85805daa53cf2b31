const birds = [
  "Avocet",
  "Bittern",
  "Curlew",
  "Dipper",
  "Eider",
  "Fulmar",
  "Godwit",
  "Heron",
  "Ibis",
  "Jackdaw",
  "Kestrel",
  "Linnet",
  "Merlin",
  "Nightjar",
  "Oriole",
  "Plover",
  "Quail",
  "Redstart",
  "Siskin",
  "Tern",
  "Wheatear",
  "Yellowhammer",
] as const;

/** A name for one assessment alone, made of a random id: the next of the same participant has another. */
export function pseudonymFrom(randomId: string): string {
  const digits = randomId.replaceAll("-", "");
  const bird = birds[Number.parseInt(digits.slice(0, 6), 16) % birds.length] ?? birds[0];
  return `${bird} ${100 + (Number.parseInt(digits.slice(6, 12), 16) % 900)}`;
}
