import { ActionIcon, Box, Button, Group, Text, Title, UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { firstDose, minutesBetween } from "#trial";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { useHeld } from "../held-session.tsx";
import { clockOf, secondsOf, timeOfDay } from "../times.ts";
import { useNow } from "../use-now.ts";
import { LastContact } from "./last-contact.tsx";
import type { RoomView } from "./phase.ts";

type RoomHeaderProps = {
  readonly view: RoomView;
  readonly views: readonly RoomView[];
  readonly onView: (view: RoomView) => void;
  readonly light: { readonly isNight: boolean; readonly toggle: () => void };
  readonly isLocked: boolean;
  readonly onLock: () => void;
  readonly onEmergency: () => void;
};

/** Who, where in the day, and the one button that is always there. */
export function RoomHeader(props: RoomHeaderProps): ReactNode {
  const { room } = useMessages().dosingSession;
  const { dosingSession } = useMessages();
  const { studyId } = useStudy();
  const { pack, isPartial } = useHeld();
  const { light, views, view } = props;
  return (
    <header className="vigil-room-head vigil-no-print">
      <Box className="vigil-room-who">
        <Link to={`/studies/${studyId}/sessions`} className="vigil-room-back" aria-label={room.back}>
          <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M15 5l-7 7 7 7" fill="none" stroke="currentColor" strokeWidth="2" />
          </svg>
        </Link>
        <Box>
          <Title order={1} size="h6" lineClamp={2}>
            {room.title(pack.visitName, pack.participantNumber)}
          </Title>
          <LastContact />
        </Box>
      </Box>
      <SinceDose />
      <Group gap={6} wrap="nowrap" className="vigil-room-acts">
        <ActionIcon
          variant="default"
          size={48}
          onClick={light.toggle}
          aria-label={light.isNight ? room.toDay : room.toNight}
        >
          <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" strokeWidth="2" />
            <path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" />
          </svg>
        </ActionIcon>
        {isPartial ? null : (
          <ActionIcon
            variant="default"
            size={48}
            onClick={props.onLock}
            disabled={props.isLocked}
            aria-label={room.lockNow}
          >
            <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
              <rect
                x="5"
                y="11"
                width="14"
                height="9"
                rx="1.5"
                fill="none"
                stroke="currentColor"
                strokeWidth="2"
              />
              <path d="M8 11V8a4 4 0 0 1 8 0v3" fill="none" stroke="currentColor" strokeWidth="2" />
            </svg>
          </ActionIcon>
        )}
        {isPartial ? null : (
          <Button color="red.9" h={48} className="vigil-room-emergency" onClick={props.onEmergency}>
            {dosingSession.emergency.open}
          </Button>
        )}
      </Group>
      {views.length > 1 ? (
        <nav className="vigil-room-views" aria-label={room.viewsLabel}>
          {views.map((one) => (
            <UnstyledButton
              key={one}
              className="vigil-room-tab"
              aria-current={one === view ? "page" : undefined}
              onClick={() => props.onView(one)}
            >
              {room.views[one]}
            </UnstyledButton>
          ))}
        </nav>
      ) : null}
    </header>
  );
}

/** Time since the dose: the one thing that is read from the other end of the room. */
function SinceDose(): ReactNode {
  const { room, ending } = useMessages().dosingSession;
  const { session } = useHeld();
  const now = useNow();
  const dose = firstDose(session, "initial") ?? session.doses[0];
  const { ended } = session;
  if (!dose)
    return (
      <Box className="vigil-room-clock" data-quiet>
        <Text component="p" m={0} className="vigil-room-time">
          {timeOfDay(now)}
        </Text>
        <Text size="xs" c="dimmed">
          {ended
            ? room.ended(ending.endings[ended.ending] ?? ended.ending, timeOfDay(ended.at))
            : room.noDose}
        </Text>
      </Box>
    );
  const minutes = minutesBetween(dose.at, ended?.at ?? now);
  return (
    <Box className="vigil-room-clock">
      <p className="vigil-room-time" role="timer">
        {clockOf(minutes)}
        <span className="vigil-room-seconds">{secondsOf(minutes)}</span>
      </p>
      <Text size="xs" c="dimmed">
        {ended
          ? room.ended(ending.endings[ended.ending] ?? ended.ending, timeOfDay(ended.at))
          : `${room.sinceDose} · ${timeOfDay(now)}`}
      </Text>
    </Box>
  );
}
