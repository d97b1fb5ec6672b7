import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The house colour: a deep petrol, calm beside the tones that carry meaning. */
const petrol: MantineColorsTuple = [
  '#e9f4f6',
  '#d3e8ec',
  '#a9d2da',
  '#7bb9c4',
  '#519fad',
  '#2f8696',
  '#176f80',
  '#0d5c6b',
  '#0b4a57',
  '#093b46',
];
/** The beam: marks what is current, never what is wrong. */
const beam: MantineColorsTuple = [
  '#fdf4e3',
  '#fae7c3',
  '#f5d08a',
  '#efb850',
  '#e8a33d',
  '#d18a22',
  '#a86a12',
  '#85530d',
  '#6b430c',
  '#50320a',
];
const green: MantineColorsTuple = [
  '#e8f5ec',
  '#d2ebda',
  '#a5d7b5',
  '#75c18e',
  '#4dab6d',
  '#338f54',
  '#257845',
  '#1d6338',
  '#184f2e',
  '#123d23',
];
const blue: MantineColorsTuple = [
  '#eaf1fb',
  '#d6e4f7',
  '#adc8ee',
  '#80a9e4',
  '#588cd8',
  '#3b72c6',
  '#2b5eae',
  '#234d90',
  '#1c3e74',
  '#152f58',
];
const red: MantineColorsTuple = [
  '#fcecea',
  '#f8d8d4',
  '#f0b0a9',
  '#e6857b',
  '#dc6054',
  '#cc4438',
  '#b3352a',
  '#952b22',
  '#79231c',
  '#5c1b16',
];
const violet: MantineColorsTuple = [
  '#f1eefa',
  '#e2dcf4',
  '#c4b8e8',
  '#a592db',
  '#8a72ce',
  '#7458bd',
  '#6148a3',
  '#503b87',
  '#40306c',
  '#302452',
];
const gray: MantineColorsTuple = [
  '#f7f9f8',
  '#eff2f1',
  '#e4e9e8',
  '#d7dedd',
  '#c0cac9',
  '#8f9c9c',
  '#586667',
  '#435051',
  '#2f3a3c',
  '#1a2426',
];
const dark: MantineColorsTuple = [
  '#dde5e6',
  '#bcc8ca',
  '#98a6a9',
  '#77868a',
  '#37464b',
  '#2a373c',
  '#1f2a2f',
  '#182227',
  '#12191d',
  '#0d1316',
];

export const theme = createTheme({
  colors: { petrol, beam, green, blue, red, violet, gray, dark, yellow: beam },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  black: '#182324',
  fontFamily: "'Atkinson Hyperlegible Next Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.5', lg: '1.5', xl: '1.4' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    // The list of choices scrolls itself: an area of its own inside would be one that no key reaches.
    Select: {
      defaultProps: { size: 'sm', checkIconPosition: 'right', withScrollArea: false },
      classNames: { options: 'choices' },
    },
    MultiSelect: { defaultProps: { withScrollArea: false }, classNames: { options: 'choices' } },
    // The library locks scrolling by injecting a style element, which the content security policy refuses.
    Modal: {
      defaultProps: {
        lockScroll: false,
        centered: true,
        radius: 'lg',
        // It would be taken for the page's banner, and there may be two of them.
        attributes: { header: { role: 'none' } },
      },
    },
    Drawer: { defaultProps: { lockScroll: false, attributes: { header: { role: 'none' } } } },
    Tooltip: {
      defaultProps: { withArrow: true, openDelay: 250, events: { hover: true, focus: true, touch: true } },
    },
  },
});
