import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { theme } from '../ui/theme/theme.ts';
import { createQueryClient } from './api/query-client.ts';
import { createConsoleRouter } from './router.tsx';

/** The providers around every page. */
export function App() {
  const [{ queryClient, router }] = useState(start);
  return (
    // The variables stand in the style sheet: see dev/theme-variables.ts.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function start() {
  const queryClient = createQueryClient(() => {
    const { location } = router.state;
    if (location.pathname === '/sign-in') return;
    queryClient.removeQueries({ queryKey: ['session'] });
    void router.navigate({ to: '/sign-in', search: { to: location.href } });
  });
  const router = createConsoleRouter(queryClient);
  return { queryClient, router };
}
