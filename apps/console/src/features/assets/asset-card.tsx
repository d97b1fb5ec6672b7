import type { AssetSummary } from '@fernwart/contract';
import { AnchorLink } from '../../ui/link-parts.tsx';

export function AssetCard({ asset }: { asset: AssetSummary }) {
  const facts = [asset.inventoryNumber, asset.model, asset.owner?.name].filter(Boolean);
  return (
    <>
      <AnchorLink to="/assets/$asset" params={{ asset: asset.id }} fw={600} inherit>
        {asset.name}
      </AnchorLink>
      <div className="dimmed">{facts.join(' · ')}</div>
      {asset.attributes.map(({ package: from, name, label, value }) => (
        <div key={`${from}/${name}`} className="dimmed">
          {label}: {value}
        </div>
      ))}
    </>
  );
}
