import {
  createTheme,
  Drawer,
  type MantineColorsTuple,
  Menu,
  Modal,
  NumberInput,
  Textarea,
  TextInput,
} from "@mantine/core";

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

const brass: MantineColorsTuple = [
  "#fff8e6",
  "#fdecc8",
  "#f9d998",
  "#f4c263",
  "#f0ae3a",
  "#eda122",
  "#d98d0f",
  "#b06f00",
  "#8a5600",
  "#6d4300",
];

// Mantine's own, with a darkest shade that can be read on the lightest.
const leaf: MantineColorsTuple = [
  "#e6fcf5",
  "#c3fae8",
  "#96f2d7",
  "#63e6be",
  "#38d9a9",
  "#20c997",
  "#12b886",
  "#0ca678",
  "#099268",
  "#066649",
];

export const theme = createTheme({
  primaryColor: "water",
  primaryShade: { light: 8, dark: 7 },
  colors: { water, yellow: brass, teal: leaf },
  defaultRadius: "sm",
  fontFamily: 'Inter, "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, monospace',
  headings: { fontWeight: "600" },
  autoContrast: true,
  luminanceThreshold: 0.32,
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // The head of a dialog is no banner of the page.
    Modal: Modal.extend({ defaultProps: { attributes: { header: { role: "presentation" } } } }),
    Drawer: Drawer.extend({ defaultProps: { attributes: { header: { role: "presentation" } } } }),
    // A browser keeps what was typed into fields in a file of its own, which nobody has sealed. Who signs in says otherwise.
    TextInput: TextInput.extend({ defaultProps: { autoComplete: "off" } }),
    NumberInput: NumberInput.extend({ defaultProps: { autoComplete: "off" } }),
    Textarea: Textarea.extend({ defaultProps: { autoComplete: "off" } }),
    // Nothing but its items can be reached in a menu: the first takes the focus.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
  },
});
