export type {
  Block,
  BlockButton,
  FlatBlock,
  FormField,
  Inline,
  Language,
  Localized,
  LocalizedContent,
  Outcome,
  TableRow,
  Tone,
} from '@fernwart/contract';
export * from './addon.ts';
export * from './content-builder.ts';
export { formatText } from './format-text.ts';
export * from './host.ts';
export * from './manifest.ts';
export * from './secret.ts';
