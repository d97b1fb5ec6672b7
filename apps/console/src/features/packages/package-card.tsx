import type { InstalledPackage } from '@fernwart/contract';
import { PackagePreview } from './package-preview.tsx';

/** On narrow screens the list shows what the preview would. */
export function PackageCard({ row }: { row: InstalledPackage }) {
  return <PackagePreview item={row} />;
}
