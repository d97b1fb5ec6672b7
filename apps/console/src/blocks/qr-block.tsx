import { useMemo } from 'react';
import { encode } from 'uqr';
import type { BlockOf } from './block-of.ts';
import classes from './qr-block.module.css';

/** A QR code, always dark on light: scanners want it so. */
export function QrBlock({ block }: { block: BlockOf<'qr'> }) {
  const { size, path } = useMemo(() => drawn(block.value), [block.value]);
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={block.label} className={classes.code}>
        <path d={path} fill="#101a1c" shapeRendering="crispEdges" />
      </svg>
      <figcaption className={classes.caption}>{block.label}</figcaption>
    </figure>
  );
}

function drawn(value: string): { size: number; path: string } {
  const { data, size } = encode(value, { ecc: 'M', border: 2 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join('') };
}
