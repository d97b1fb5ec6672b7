import type { Actor } from '../../platform/http/actor.ts';

interface Owned {
  readonly ownerId: string | null;
}

/** Agents, administrators and auditors see every asset. */
export function seesAllAssets(actor: Actor): boolean {
  return actor.roles.has('agent') || actor.roles.has('administrator') || actor.roles.has('auditor');
}

/** Requesters see what is theirs. */
export function seesAsset(actor: Actor, asset: Owned): boolean {
  return seesAllAssets(actor) || (actor.roles.has('requester') && asset.ownerId === actor.id);
}

export function editsAssets(actor: Actor): boolean {
  return actor.roles.has('agent') || actor.roles.has('administrator');
}
