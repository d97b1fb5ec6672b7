import { StartRefused } from '@fernwart/server';
import { demoOptions } from './config/demo-options.ts';
import { demoServiceAccount } from './demo-seed.ts';
import { startDevEnv } from './dev-env.ts';
import { endingAsked } from './ending.ts';

/** `npm start`: the demo until Ctrl-C. */
async function main(): Promise<void> {
  const options = demoOptions(process.argv.slice(2));
  const ending = endingAsked();
  const demo = await startDevEnv(options);
  process.stdout.write(welcome(demo, options.blank));
  await ending;
  await demo.stop();
}

function welcome(demo: Awaited<ReturnType<typeof startDevEnv>>, blank: boolean): string {
  return `
  Fernwart is ready${blank ? ', without the TeamViewer add-on' : ''}.

    Console             ${demo.server.origin}
                        anna (agent, German) · ben (agent, English) · admin · rita (requester) · otto (auditor)
                        every password: fernwart
    TeamViewer emulator ${demo.emulator.origin}
                        ${demoServiceAccount.email} · ${demoServiceAccount.password}
    Caught mail         ${demo.catcher.origin}

  Ctrl-C ends it; what you did stays.

`;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
