import { useLocalStorage } from '@mantine/hooks';

export type ColumnVisibility = Record<string, boolean>;

/** Which columns of a list this browser shows: kept from visit to visit. */
export function useColumnVisibility(name: string) {
  const [visibility, setVisibility] = useLocalStorage<ColumnVisibility>({
    key: `fernwart-columns-${name}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  return [visibility, setVisibility] as const;
}
