import { choice } from './values.ts';

/** Whether a device or a person can be reached. The integers 0–4 of the specification have no published meaning. */
export type OnlineState = 'online' | 'busy' | 'away' | 'offline' | 'unknown';

/** Reads it (facts §1.2, §6 [C]). */
export const onlineState = choice(['online', 'busy', 'away', 'offline']);
