import { z } from 'zod';
import { addonOffers } from './actions.ts';
import { formField } from './blocks.ts';
import { id, instant } from './common.ts';

export const configurationType = z.object({
  package: z.string(),
  type: z.string(),
  title: z.string(),
  addTitle: z.string(),
  defaultName: z.string(),
  fields: z.array(formField),
});
export type ConfigurationType = z.infer<typeof configurationType>;
export const configurationTypes = z.object({ items: z.array(configurationType) });

export const configurationSummary = z.object({
  id,
  package: z.string(),
  type: z.string(),
  name: z.string(),
  isDefault: z.boolean(),
  updatedAt: instant,
});
export type ConfigurationSummary = z.infer<typeof configurationSummary>;
export const configurations = z.object({ items: z.array(configurationSummary) });

/** Secrets never leave: `values` holds the others, `storedSecrets` names those that are set. */
export const configuration = configurationSummary.extend({
  values: z.record(z.string(), z.unknown()),
  storedSecrets: z.array(z.string()),
  version: z.number().int(),
  createdAt: instant,
  /** Values that the add-on computes for the form, e.g. our callback address. */
  suggestions: z.record(z.string(), z.string()),
  /** What fields can be chosen from at the moment. */
  choices: z.record(z.string(), z.array(z.object({ value: z.string(), label: z.string() }))),
});
export type Configuration = z.infer<typeof configuration>;

export const createConfigurationBody = z.object({
  package: z.string().max(60),
  type: z.string().max(60),
  name: z.string().trim().min(1).max(100),
  isDefault: z.boolean().optional(),
  values: z.record(z.string(), z.unknown()),
});
export const updateConfigurationBody = z.object({
  version: z.number().int(),
  name: z.string().trim().min(1).max(100).optional(),
  isDefault: z.boolean().optional(),
  /** Members that are left out stay; an empty secret stays. */
  values: z.record(z.string(), z.unknown()).optional(),
});
export const configurationOffers = z.object({
  ...addonOffers.shape,
  /** What depends on it, in sentences: to be read before it is deleted. */
  dependents: z.array(z.string()),
});
