const units = ['B', 'kB', 'MB'] as const;

/** `1,4 MB`: one digit behind the point, numbers by the reader's rules. */
export function fileSize(bytes: number, number: (value: number) => string): string {
  const power = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), units.length - 1);
  const value = bytes / 1024 ** power;
  return `${number(power === 0 ? value : Math.round(value * 10) / 10)} ${units[power] ?? 'B'}`;
}
