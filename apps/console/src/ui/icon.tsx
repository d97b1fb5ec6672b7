import { lazy, Suspense } from 'react';

const NamedIcon = lazy(() => import('./named-icon.tsx'));

/** An action's icon. They are many, and come after the first page: their place is kept. */
export function ActionIconNamed({ name, size = 16 }: { name: string | undefined; size?: number }) {
  return (
    <Suspense fallback={<svg width={size} height={size} aria-hidden="true" />}>
      <NamedIcon name={name} size={size} />
    </Suspense>
  );
}
