import type { Role } from '@fernwart/contract';

/** Where somebody who only reports finds what stands at an address of the desk; undefined where the address is good as it is. */
export function portalAddress(roles: readonly Role[], pathname: string): string | undefined {
  if (roles.some((role) => role !== 'requester')) return undefined;
  if (pathname === '/' || pathname === '/activities' || pathname === '/dashboard') return '/portal';
  const activity = /^\/activities\/([\w-]+)$/.exec(pathname)?.[1];
  if (activity) return `/portal/activities/${activity}`;
  return pathname.startsWith('/assets') ? '/portal/assets' : undefined;
}
