import { type FormVisibility, visibilityOf } from "../blinding/view.ts";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { designOfForm } from "./design-of-form.ts";
import { formIdOf } from "./form-key.ts";

/** What the role in which somebody acts may see of a form; undefined without a protocol. */
export function visibilityIn(
  { participant, design, designs }: Facts,
  formKey: string,
  { user, role }: Context,
): FormVisibility | undefined {
  const own = design && designOfForm(participant, formKey, { design, designs });
  return own && visibilityOf(own, { user, roles: [role] }, formIdOf(formKey));
}
