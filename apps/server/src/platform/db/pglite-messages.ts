export interface WorkerData {
  /** Absent: in memory. */
  readonly dataDir?: string;
  readonly snapshot?: Uint8Array<ArrayBuffer>;
}

export type WorkerRequest = { readonly id: number } & (
  | { readonly kind: 'query'; readonly text: string; readonly values: (string | null)[] }
  | { readonly kind: 'listen'; readonly channel: string; readonly listener: number }
  | { readonly kind: 'unlisten'; readonly listener: number }
  | { readonly kind: 'dump' }
  | { readonly kind: 'close' }
);

export interface QueryResult {
  readonly rows: readonly unknown[];
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rowCount: number;
}

export interface WorkerAnswer {
  readonly kind: 'answer';
  readonly id: number;
  readonly result?: readonly QueryResult[] | Uint8Array | undefined;
  readonly error?: Record<string, unknown>;
}
export type WorkerMessage =
  | WorkerAnswer
  | { readonly kind: 'ready' }
  | { readonly kind: 'notification'; readonly listener: number; readonly payload: string };
