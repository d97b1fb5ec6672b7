import type { Role } from '@fernwart/contract';

/** What auditors read of the administration; agents follow links to runs that they have started. */
const auditors =
  /^\/administration(\/(services|engine-activations|compliance-rules|runs|settings|audit|api-tokens)(\/.*)?)?$/;

/**
 * Whether an address leads somebody to something. The server decides about every call; this only spares
 * people a page whose buttons are all refused.
 */
export function mayEnter(roles: readonly Role[], pathname: string): boolean {
  if (!/^\/(administration|configurations)(\/|$)/.test(pathname)) return true;
  if (roles.includes('administrator')) return true;
  if (roles.includes('auditor') && auditors.test(pathname)) return true;
  return roles.includes('agent') && pathname.startsWith('/administration/runs');
}
