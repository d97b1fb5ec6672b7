import { Notifications } from '@mantine/notifications';
import { Outlet } from '@tanstack/react-router';

/** Messages stand inside the router, because they may hold links. */
export function Root() {
  return (
    <>
      <Outlet />
      <Notifications position="bottom-right" limit={4} zIndex={1000} />
    </>
  );
}
