/** One measured thing and what it should be. */
export interface BenchResult {
  readonly name: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly goals: readonly {
    readonly figure: string;
    readonly atMost?: number;
    readonly atLeast?: number;
    readonly exactly?: number;
    readonly met: boolean;
  }[];
}
