import type { InstalledPackage, Tone } from '@fernwart/contract';

export const packageTones: Record<InstalledPackage['state'], Tone> = {
  active: 'success',
  disabled: 'neutral',
  installing: 'info',
  failed: 'danger',
};
