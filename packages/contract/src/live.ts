import { z } from 'zod';

/** `activity:<id>`, `run:<id>`, `configuration:<id>`, `asset:<id>`, `activities`, `packages`, `runs`. */
export const liveTopic = z
  .string()
  .regex(/^[a-z_]+(:[A-Za-z0-9._-]+){0,2}$/)
  .max(200);
/** GET /api/v1/live?topic=…&topic=… answers an event stream; each event names a topic, never data. */
export const liveQuery = z.object({ topic: z.union([liveTopic, z.array(liveTopic).max(100)]).optional() });
export const liveEvent = z.object({ topic: liveTopic });
