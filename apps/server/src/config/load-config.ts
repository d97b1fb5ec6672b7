import { decide } from './decide.ts';
import { configurationProblems } from './problems.ts';
import { readEnvironment } from './read-environment.ts';
import type { ServerConfig } from './server-config.ts';

/** Reads, decides, hands over. Throws `StartRefused` with every problem, each with its variable and remedy. */
export function loadConfig(
  role: ServerConfig['role'] = 'all',
  env: Readonly<Record<string, string | undefined>> = process.env,
): ServerConfig {
  const problems = configurationProblems();
  const { values, unknown } = readEnvironment(env);
  for (const name of unknown) {
    problems.add(name, 'There is no such variable.', 'Correct its name, or remove it.');
  }
  const config = decide(values, role, problems);
  problems.refuse();
  return config;
}
