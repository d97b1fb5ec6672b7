import { z } from 'zod';

/** What packages have to say on every page, to agents and administrators. */
export const notice = z.object({
  package: z.string(),
  id: z.string().max(100),
  tone: z.enum(['info', 'warning', 'danger']),
  text: z.string().max(1000),
  link: z.object({ path: z.string(), label: z.string() }).optional(),
});
export type Notice = z.infer<typeof notice>;
export const notices = z.object({ items: z.array(notice), topics: z.array(z.string()) });
