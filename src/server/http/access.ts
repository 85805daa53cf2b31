import type { Action } from "#trial";

/**
 * Who may call a route. Every route says it; one that does not is refused when the server starts.
 * - `app`: anybody; the files of the app itself, which hold nothing of anybody.
 * - `public`: anybody. Kept to a short list that a test knows.
 * - `pending`: somebody whose password was right and whose second factor is still to come.
 * - `signed-in`: anybody who is signed in.
 * - `instance-administrator`: who looks after the accounts of this instance.
 * - `study`: somebody with a role in the study of the path that may do the action.
 * - `handed-over`: a participant, on a device that a site handed over.
 */
export type Access =
  | { readonly kind: "app" }
  | { readonly kind: "public" }
  | { readonly kind: "pending" }
  | { readonly kind: "signed-in" }
  | { readonly kind: "instance-administrator" }
  | { readonly kind: "study"; readonly action: Action }
  | { readonly kind: "handed-over" };

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
  }
}
