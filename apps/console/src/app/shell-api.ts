import { shell } from '@fernwart/contract';
import { queryOptions } from '@tanstack/react-query';
import { request } from './api/request.ts';

/** The frame's own data; it changes with who is signed in and with what is installed. */
export const shellQuery = queryOptions({
  queryKey: ['shell'],
  queryFn: ({ signal }) => request('GET', '/shell', shell, { signal }),
  meta: { topics: ['packages'] },
});
