import { z } from 'zod';

/** What one fault does, by kind. Waiting times are real milliseconds: they do not follow the emulator's clock. */
const kinds = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), ms: z.number().min(0) }),
  z.strictObject({
    kind: z.literal('refuse-before-effect'),
    status: z.number().int().min(400).max(599).default(503),
    error: z.string().default('internal_error'),
  }),
  z.strictObject({ kind: z.literal('lose-answer-after-effect') }),
  z.strictObject({ kind: z.literal('effect-after-timeout'), ms: z.number().min(0).default(30_000) }),
  z.strictObject({ kind: z.literal('rate-limit-403') }),
  z.strictObject({
    kind: z.literal('rate-limit-429'),
    retryAfterSeconds: z.number().int().min(0).nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('status'), status: z.literal([500, 502, 503]) }),
  z.strictObject({ kind: z.literal('half-open-socket') }),
  z.strictObject({ kind: z.literal('truncated-body') }),
  z.strictObject({ kind: z.literal('non-json-body') }),
  z.strictObject({ kind: z.literal('expire-token') }),
  z.strictObject({ kind: z.literal('duplicated-page') }),
  z.strictObject({ kind: z.literal('repeated-page') }),
  z.strictObject({ kind: z.literal('reordered-page') }),
  z.strictObject({ kind: z.literal('missing-fields'), fields: z.array(z.string()).min(1) }),
  z.strictObject({
    kind: z.literal('unknown-fields'),
    fields: z.record(z.string(), z.unknown()).default({ emulator_unknown_field: 'x' }),
  }),
  z.strictObject({ kind: z.literal('blank-names') }),
  z.strictObject({ kind: z.literal('wrong-device-numbers') }),
  z.strictObject({ kind: z.literal('report-late'), seconds: z.number().positive() }),
  z.strictObject({ kind: z.literal('report-corrected'), seconds: z.number().positive() }),
  z.strictObject({ kind: z.literal('report-never') }),
]);

/**
 * Where and how often a fault strikes. `endpoint` is a method and a route template without `/api/v1`
 * (`POST /sessions`, `GET /sessions/{code}`), or `*`. The three report kinds need no endpoint: they strike when
 * a connection ends.
 */
const where = z.object({
  endpoint: z.string().default('*'),
  /** Strikes this many times, then is spent; without it, for ever. */
  count: z.number().int().positive().optional(),
  /** Chance of each strike. */
  probability: z.number().gt(0).max(1).default(1),
  /** Lets this many matching calls pass first. */
  skip: z.number().int().min(0).default(0),
});

export const faultSchema = z.unknown().transform((given, context) => {
  const place = where.safeParse(given);
  const fields = z.record(z.string(), z.unknown()).safeParse(given);
  if (!place.success || !fields.success) {
    context.addIssue({ code: 'custom', message: (place.error ?? fields.error)?.message ?? 'no fault' });
    return z.NEVER;
  }
  const { endpoint: _e, count: _c, probability: _p, skip: _s, ...rest } = fields.data;
  const effect = kinds.safeParse(rest);
  if (!effect.success) {
    context.addIssue({ code: 'custom', message: effect.error.message });
    return z.NEVER;
  }
  return { ...place.data, effect: effect.data };
});

export type Fault = z.output<typeof faultSchema>;
export type FaultEffect = Fault['effect'];
export type FaultKind = FaultEffect['kind'];

export const faultKinds: readonly string[] = kinds.options.map((option) => option.shape.kind.value);
