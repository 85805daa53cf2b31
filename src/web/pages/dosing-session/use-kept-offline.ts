import { useEffect } from "react";
import { prepareForOffline, type Question } from "../../offline/prepare-for-offline.ts";
import { compareWithServer } from "../../offline/this-device.ts";
import { useDevice } from "../../offline/use-device.ts";

const keepEvery = 60_000;

/** Keeps on this device, for whoever has unlocked it, what the session's page needs without the server; fresh for as long as it is open. */
export function useKeptOffline(studyId: string, sessionId: string): void {
  const { unlocked } = useDevice();
  useEffect(() => {
    if (!unlocked) return;
    const session = {
      route: "GET /api/studies/:studyId/sessions/:sessionId",
      needs: { params: { studyId, sessionId } },
    } as Question;
    const keep = (): void => {
      void prepareForOffline(studyId, [session]).catch(() => {});
      void compareWithServer().catch(() => {});
    };
    keep();
    const timer = setInterval(keep, keepEvery);
    return () => clearInterval(timer);
  }, [unlocked, studyId, sessionId]);
}
