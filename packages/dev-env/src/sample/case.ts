import type { ActivityKind, Language } from '@fernwart/contract';
import type { TeamName } from './people.ts';

export type Ending = 'new' | 'assigned' | 'in progress' | 'on hold' | 'solved' | 'closed';

/** One activity of the sample desk, as the people in it would tell it. */
export interface SampleCase {
  readonly kind: ActivityKind;
  readonly team: TeamName;
  readonly ending: Ending;
  readonly priority: 0 | 1 | 2 | 3;
  readonly subject: string;
  readonly description: string;
  /** `> ` the requester writes · `< ` the agent replies · `# ` the agent notes for the desk. */
  readonly talk?: readonly string[];
  /** Why it is on hold, or what solved it. */
  readonly note?: string;
  /** A name of `samplePeople`; somebody who speaks the language when left out. */
  readonly reporter?: string;
}

export interface ToldCase extends SampleCase {
  readonly language: Language;
}
