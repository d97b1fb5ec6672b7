import { StartRefused } from '../platform/start-refused.ts';

/** Collects what is wrong with the configuration, so that all of it is said at once. */
export interface ConfigurationProblems {
  /** `problem` and `remedy` are sentences; neither repeats the value of a secret. */
  add(variable: string, problem: string, remedy: string): void;
  /** Throws `StartRefused` when there were any. */
  refuse(): void;
}

export function configurationProblems(): ConfigurationProblems {
  const lines: string[] = [];
  return {
    add: (variable, problem, remedy) => lines.push(`${variable}: ${problem} ${remedy}`),
    refuse() {
      if (lines.length === 0) return;
      throw new StartRefused(
        'configuration',
        ['The configuration has problems:', ...lines.map((line) => `  ${line}`)].join('\n'),
      );
    },
  };
}
