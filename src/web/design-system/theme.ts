import { createTheme, type MantineColorsTuple } from "@mantine/core";

// Deep water for what acts, brass for what asks for attention; both keep 4.5:1 on their grounds.
const water: MantineColorsTuple = [
  "#e9f5f7",
  "#d3e8ec",
  "#a5d1d9",
  "#74b9c6",
  "#4ea5b6",
  "#3698ac",
  "#2689a0",
  "#16758b",
  "#0c667b",
  "#00505f",
];

export const theme = createTheme({
  primaryColor: "water",
  primaryShade: { light: 8, dark: 5 },
  colors: { water },
  defaultRadius: "sm",
  fontFamily: 'Inter, "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, monospace',
  headings: { fontWeight: "600" },
  autoContrast: true,
  luminanceThreshold: 0.32,
  cursorType: "pointer",
  respectReducedMotion: true,
});
