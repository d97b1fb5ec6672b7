import type { Permission } from '@fernwart/addon-kit';
import { AddonError } from './addon-error.ts';
import { assertLive, type CallScope } from './running-package.ts';

/** Told of every call that a package made without having asked for it. */
export type OnUngranted = (packageId: string, permission: Permission) => void;

/** Lets a call of the host through where its permission was granted and the call that it belongs to still goes on. */
export type Grant = <Args extends readonly unknown[], T>(
  permission: Permission | null,
  member: (...args: Args) => Promise<T>,
) => (...args: Args) => Promise<T>;

export function createGrant(scope: CallScope, onUngranted: OnUngranted): Grant {
  const { manifest, id } = scope.running.loaded;
  const granted = new Set(manifest.permissions);
  return (permission, member) =>
    async (...args) => {
      assertLive(scope);
      if (permission !== null && !granted.has(permission)) {
        onUngranted(id, permission);
        throw new AddonError(
          'permission_missing',
          `the manifest of ${id} does not ask for the permission "${permission}"`,
        );
      }
      return member(...args);
    };
}
