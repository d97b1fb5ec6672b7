import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { ConfirmHost } from '../ui/confirm-host.tsx';

const Messages = lazy(() => import('./messages.tsx'));

/** Messages and questions stand inside the router, because they may hold links. */
export function Root() {
  return (
    <>
      <Outlet />
      <ConfirmHost />
      <Suspense fallback={null}>
        <Messages />
      </Suspense>
    </>
  );
}
