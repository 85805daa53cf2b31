import { type FormVisibility, visibilityOfFilling } from "../blinding/view.ts";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { designOfForm } from "./design-of-form.ts";

/** What the role in which somebody acts may see of a form; undefined without a protocol. */
export function visibilityIn(
  { participant, design, designs }: Facts,
  formKey: string,
  { user, role }: Context,
): FormVisibility | undefined {
  const own = design && designOfForm(participant, formKey, { design, designs });
  return own && visibilityOfFilling(own, { user, roles: [role] }, formKey);
}
