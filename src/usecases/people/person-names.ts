import { z } from "zod";

// No control characters, no line breaks, and no marks that turn the direction of what follows: a name is read as it is written.
const plain = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;
const expected = "expected a name without control characters";

/** What somebody signs in as. */
export const usernameSchema = z.string().trim().min(2).max(100).regex(plain, expected);

/** Somebody's name as it is printed beside a signature. */
export const personNameSchema = z.string().trim().min(2).max(200).regex(plain, expected);
