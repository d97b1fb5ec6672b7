import { Skeleton } from '@mantine/core';

const widths = ['62%', '78%', '54%', '70%', '48%', '66%', '58%', '74%'];

/** Rows that are on their way, as high as they will be. */
export function GridSkeleton({ columns }: { columns: number }) {
  return widths.map((width, row) => (
    <tr key={width} aria-hidden="true">
      {Array.from({ length: columns }, (_, column) => (
        <td key={`${width}-${column}`}>
          <Skeleton height={10} radius="xl" width={widths[(row + column) % widths.length] ?? width} />
        </td>
      ))}
    </tr>
  ));
}
