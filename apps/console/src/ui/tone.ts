import type { Tone } from '@fernwart/contract';

/** The theme's colour of a tone. */
export const toneColor: Record<Tone, string> = {
  neutral: 'gray',
  info: 'blue',
  success: 'green',
  warning: 'beam',
  danger: 'red',
};
