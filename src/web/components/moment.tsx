import { Text, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import { type Instant, localTime, type ZoneId } from "#kernel";

/** A calendar date as every page shows it: 20 Nov 2026. A month or a year alone stays what it is. */
export function formatDate(date: string): string {
  const [year, month, day] = date.slice(0, 10).split("-").map(Number);
  if (year === undefined || month === undefined) return date;
  const options: Intl.DateTimeFormatOptions = {
    year: "numeric",
    month: "short",
    timeZone: "UTC",
    ...(day === undefined ? {} : { day: "numeric" }),
  };
  return new Intl.DateTimeFormat("en-GB", options).format(Date.UTC(year, month - 1, day ?? 1));
}

/** A moment as it was in a zone: 20 Nov 2026, 14:32. */
export function formatMoment(at: string, zone?: string): string {
  const local = localTime({
    at: at as Instant,
    zone: (zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone) as ZoneId,
  });
  return `${formatDate(local.date)}, ${local.time}`;
}

/** A moment in the zone in which it was lived, with its UTC time at hand. */
export function Moment({ at, zone }: { readonly at: string; readonly zone?: string }): ReactNode {
  const utc = `${at.slice(0, 19).replace("T", " ")} UTC${zone ? ` · ${zone}` : ""}`;
  return (
    <Tooltip label={utc}>
      <Text component="time" dateTime={at} inherit tabIndex={0}>
        {formatMoment(at, zone)}
      </Text>
    </Tooltip>
  );
}
