import { createContext, type ReactNode, use } from 'react';

export interface Reader {
  /** IANA name; the browser's own until somebody has signed in. */
  readonly timeZone: string;
}

const browser: Reader = { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
const ReaderContext = createContext<Reader>(browser);

export function ReaderProvider({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  return <ReaderContext value={{ timeZone }}>{children}</ReaderContext>;
}

export function useReader(): Reader {
  return use(ReaderContext);
}
