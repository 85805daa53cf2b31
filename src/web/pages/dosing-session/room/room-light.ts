import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useEffect, useRef, useState } from "react";

const key = "vigil-room-light";
type Light = "day" | "night";

function chosen(): Light | undefined {
  const kept = sessionStorage.getItem(key);
  return kept === "day" || kept === "night" ? kept : undefined;
}

/**
 * Night colors in the room from the dose on, unless somebody has switched; before it and afterwards as the person has it elsewhere. What
 * they had comes back when they leave the page.
 */
export function useRoomLight(isDim: boolean): { readonly isNight: boolean; readonly toggle: () => void } {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const computed = useComputedColorScheme("light");
  const before = useRef(colorScheme);
  // It is another function each time: what depends on it would switch the colors of the whole page with every tap.
  const setScheme = useRef(setColorScheme);
  setScheme.current = setColorScheme;
  const [light, setLight] = useState(chosen);
  const wanted = light ?? (isDim ? "night" : undefined);
  useEffect(() => {
    if (wanted) setScheme.current(wanted === "night" ? "dark" : "light");
  }, [wanted]);
  useEffect(() => {
    const previous = before.current;
    return () => setScheme.current(previous);
  }, []);
  const isNight = computed === "dark";
  const toggle = (): void => {
    const next = isNight ? "day" : "night";
    sessionStorage.setItem(key, next);
    setLight(next);
  };
  return { isNight, toggle };
}
