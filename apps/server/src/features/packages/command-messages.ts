import { refusalCodes } from '@fernwart/addon-kit/package';
import {
  installedPackages,
  localized,
  type ProblemCode,
  problemKinds,
  removePackageBody,
} from '@fernwart/contract';
import { z } from 'zod';

/** In the data folder. */
export const commandSocket = 'commands.sock';

/** What the command line and a running server say to each other; both are of the same version. */
export const removal = removePackageBody.extend({ id: z.string().max(60) });
export const listAnswer = installedPackages.shape.items;

export const commandFailure = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('refusal'),
    code: z.enum(refusalCodes),
    values: z.record(z.string(), z.union([z.string(), z.number()])),
    problems: z.array(z.object({ path: z.string(), text: localized })),
  }),
  z.object({
    kind: z.literal('problem'),
    code: z.enum(Object.keys(problemKinds) as ProblemCode[]),
    detail: localized.nullable(),
  }),
  z.object({ kind: z.literal('error'), message: z.string() }),
]);
export type CommandFailure = z.infer<typeof commandFailure>;
