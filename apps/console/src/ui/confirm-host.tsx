import { lazy, Suspense, useEffect, useState } from 'react';
import { type AskedQuestion, confirmation } from './ask-to-confirm.ts';

const ConfirmDialog = lazy(() => import('./confirm-dialog.tsx'));

/** Shows one question at a time; a newer one answers the older with no. */
export function ConfirmHost() {
  const [asked, setAsked] = useState<AskedQuestion | null>(null);
  useEffect(() => {
    confirmation.host = (question) =>
      setAsked((before) => {
        before?.answer(false);
        return question;
      });
    return () => {
      confirmation.host = null;
    };
  }, []);
  if (!asked) return null;
  function answer(confirmed: boolean): void {
    asked?.answer(confirmed);
    setAsked(null);
  }
  return (
    <Suspense fallback={null}>
      <ConfirmDialog question={asked} onAnswer={answer} />
    </Suspense>
  );
}
