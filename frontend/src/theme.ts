import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeComponents,
} from '@mantine/core'

const pine: MantineColorsTuple = [
  '#eaf6f4',
  '#d3ebe8',
  '#a6d7d1',
  '#75c2b9',
  '#4dafa5',
  '#329f94',
  '#1d8279',
  '#0d6b64',
  '#08574f',
  '#04443e',
]

// Darker than the library's red from shade 6 on: white on it must reach a contrast of 4.5.
const red: MantineColorsTuple = [
  '#fdf0ef',
  '#fadcda',
  '#f3b5b1',
  '#eb8b85',
  '#e4675f',
  '#da463d',
  '#c5332b',
  '#ab2720',
  '#8f1f19',
  '#6f1712',
]

// A dialog's title bar is a <header>, which would count as a second banner of the page.
const notABanner = { header: { role: 'presentation' } }

// Roomy enough for a finger: every control that stands alone is at least 44 px high.
const components: MantineThemeComponents = {
  Button: { defaultProps: { size: 'md' } },
  TextInput: { defaultProps: { size: 'md' } },
  PasswordInput: { defaultProps: { size: 'md' } },
  NumberInput: { defaultProps: { size: 'md', hideControls: true } },
  Textarea: { defaultProps: { size: 'md', autosize: true, minRows: 3 } },
  NativeSelect: { defaultProps: { size: 'md' } },
  Select: { defaultProps: { size: 'md' } },
  MultiSelect: { defaultProps: { size: 'md' } },
  DatePickerInput: { defaultProps: { size: 'md' } },
  PinInput: { defaultProps: { size: 'lg' } },
  Checkbox: { defaultProps: { size: 'md' } },
  Switch: { defaultProps: { size: 'md' } },
  Radio: { defaultProps: { size: 'md' } },
  SegmentedControl: { defaultProps: { size: 'md' } },
  // Without the placeholder, which is no menu item; inside the header, which is a landmark.
  Menu: { defaultProps: { withInitialFocusPlaceholder: false, withinPortal: false } },
  Modal: {
    defaultProps: { centered: true, radius: 'lg', padding: 'lg', attributes: notABanner },
    styles: { title: { fontWeight: 650, fontSize: '1.125rem' } },
  },
  Drawer: { defaultProps: { attributes: notABanner } },
  Anchor: { defaultProps: { underline: 'always' } },
}

export const theme = createTheme({
  colors: { pine, red },
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'md',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.75rem', lineHeight: '1.2' } } },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components,
})

// The library's dimmed, placeholder and tinted texts stay under a contrast of 4.5: set our own.
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#58626c',
    '--mantine-color-placeholder': '#69737d',
    '--mantine-color-error': '#ab2720',
    '--mantine-color-anchor': '#0d6b64',
    '--mantine-color-pine-light-color': '#08574f',
    '--mantine-color-red-light-color': '#8f1f19',
    '--line': '#e3e7e8',
    '--soft': '#f5f7f7',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b2bb',
    '--mantine-color-placeholder': '#97a1ab',
    '--mantine-color-error': '#f3a19b',
    '--mantine-color-anchor': '#75c2b9',
    '--mantine-color-pine-light-color': '#a6d7d1',
    '--mantine-color-red-light-color': '#f3b5b1',
    '--line': '#3a3f44',
    '--soft': '#2b2e31',
  },
})
