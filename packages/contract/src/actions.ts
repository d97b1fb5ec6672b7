import { z } from 'zod';
import { formField } from './blocks.ts';
import { subject } from './common.ts';

/** What a button does when pressed. */
export const actionView = z.object({
  /** `<package>/<action>` for an add-on's action. */
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  /** A name from the console's icon list. */
  icon: z.string().optional(),
  position: z.number().int(),
  tone: z.enum(['neutral', 'info', 'success', 'warning', 'danger']).optional(),
  does: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('invoke'), confirm: z.string().optional() }),
    z.object({ kind: z.literal('link'), href: z.string(), newTab: z.boolean() }),
    z.object({
      kind: z.literal('form'),
      title: z.string(),
      fields: z.array(formField),
      values: z.record(z.string(), z.unknown()),
      submitLabel: z.string(),
    }),
  ]),
});
export type ActionView = z.infer<typeof actionView>;

export const invokeAction = z.object({
  subject: subject.optional(),
  input: z.record(z.string(), z.unknown()).default({}),
});

/** What a form or an action answers: shown, opened or followed by the console. */
export const outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('notice'),
    tone: z.enum(['info', 'success', 'warning', 'danger']),
    text: z.string(),
  }),
  z.object({ kind: z.literal('run'), run: z.string(), text: z.string().optional() }),
  z.object({ kind: z.literal('open'), href: z.string(), newTab: z.boolean() }),
  z.object({ kind: z.literal('refresh') }),
  /** The values were refused: nothing was stored. */
  z.object({ kind: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
]);
export type Outcome = z.infer<typeof outcome>;

/** `desk`: for those who work with the subject. `portal`: for the one whose activity it is. */
const panelPlaces = ['desk', 'portal'] as const;
export const panelPlace = z.enum(panelPlaces);

export const panelRef = z.object({
  id: z.string(),
  package: z.string(),
  title: z.string(),
  position: z.number().int(),
  place: panelPlace,
});
export type PanelRef = z.infer<typeof panelRef>;

/** What packages offer on something, to the one who asks. */
export const addonOffers = z.object({
  actions: z.array(actionView),
  panels: z.array(panelRef),
  /** False: a package did not answer in time, so that something may be missing; a moment later it may answer. */
  isComplete: z.boolean(),
});
export type AddonOffers = z.infer<typeof addonOffers>;
