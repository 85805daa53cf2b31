import { Button, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type Answer, call } from "../../api/call.ts";
import { useRefresh } from "../../api/use-answer.ts";
import { formatDate } from "../../components/moment.tsx";
import type { Proof } from "../../components/proof-fields.tsx";
import { ProveDialog } from "../../components/prove-dialog.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import "../unblinding/unblinding.css";

type BreakGlass = Answer<"GET /api/account">["breakGlass"];

/** The printed code for emergencies: made by its owner, shown once, to be printed. */
export function OwnBreakGlass({
  breakGlass,
  username,
}: {
  readonly breakGlass: BreakGlass;
  readonly username: string;
}): ReactNode {
  const { unblinding: words, account } = useMessages();
  const refresh = useRefresh();
  const [isOpen, setOpen] = useState(false);
  const [code, setCode] = useState<string>();
  const make = async (proof: Proof): Promise<void> => {
    const made = await call("POST /api/account/break-glass", { body: { proof } });
    setCode(made.code);
    setOpen(false);
    await refresh();
  };
  return (
    <Section
      title={words.breakGlassTitle}
      lead={words.breakGlassLead}
      actions={
        <Button variant="default" onClick={() => setOpen(true)}>
          {breakGlass ? words.breakGlassAgain : words.breakGlassMake}
        </Button>
      }
    >
      <Text size="sm">{standing(words, breakGlass)}</Text>
      <div role="status">
        {code === undefined ? null : (
          <Stack gap="xs">
            <Text fw={600}>{words.breakGlassShown}</Text>
            <Text component="p" className="vigil-code" m={0}>
              {code}
            </Text>
            <Text size="sm">
              {account.yourAccountLead(username)} {words.breakGlassKeep}
            </Text>
            <Button
              variant="light"
              className="vigil-no-print"
              onClick={() => window.print()}
              style={{ alignSelf: "flex-start" }}
            >
              {words.print}
            </Button>
          </Stack>
        )}
      </div>
      <ProveDialog
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={words.breakGlassMake}
        lead={words.breakGlassMakeLead}
        action={words.breakGlassMake}
        onProve={make}
      />
    </Section>
  );
}

function standing(words: ReturnType<typeof useMessages>["unblinding"], breakGlass: BreakGlass): string {
  if (!breakGlass) return words.breakGlassNone;
  if (breakGlass.usedAt) return words.breakGlassUsed(formatDate(breakGlass.usedAt));
  return words.breakGlassKept(formatDate(breakGlass.issuedAt));
}
