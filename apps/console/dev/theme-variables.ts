import {
  convertCssVariables,
  DEFAULT_THEME,
  deepMerge,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import type { Plugin } from 'vite';
import { cssVariables } from '../src/ui/theme/css-variables.ts';
import { theme } from '../src/ui/theme/theme.ts';

const id = 'virtual:theme-variables.css';

/**
 * Writes the theme's CSS variables into the style sheet at build time. Mantine would inject them as a style element,
 * which the content security policy (`style-src 'self'`) refuses.
 */
export function themeVariables(): Plugin {
  return {
    name: 'fernwart-theme-variables',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (resolved) => (resolved === `\0${id}` ? stylesheet() : null),
  };
}

function stylesheet(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  return convertCssVariables(deepMerge(defaultCssVariablesResolver(merged), cssVariables()), ':root');
}
