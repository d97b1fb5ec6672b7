import { Command, CommanderError, Option } from 'commander';
import { backup } from './commands/backup.ts';
import { doctor } from './commands/doctor.ts';
import { migrateDatabase } from './commands/migrate.ts';
import { packageCommand } from './commands/package.ts';
import { restore } from './commands/restore.ts';
import { secretsCommand } from './commands/secrets.ts';
import { serve } from './commands/serve.ts';
import { pause, resume } from './commands/standstill.ts';
import type { ServerConfig } from './config/server-config.ts';
import { refusalLines } from './features/packages/commands.ts';
import { StartRefused } from './platform/start-refused.ts';
import { platformVersion } from './platform-version.ts';

/** Arguments in, an exit code out. Nothing here ends the process: it ends when nothing is left to do. */
async function main(args: readonly string[]): Promise<number> {
  let code = 0;
  const program = new Command('fernwart')
    .description('A service-management console with a service desk and signed add-ons')
    .version(platformVersion)
    .exitOverride();
  program
    .command('serve')
    .description('serve the console and the API until Ctrl-C')
    .addOption(
      new Option('--role <role>', 'what this node does').choices(['all', 'api', 'worker']).default('all'),
    )
    .action((options: { role: ServerConfig['role'] }) => serve(options.role));
  program
    .command('migrate')
    .description('bring the database up to date without serving')
    .action(migrateDatabase);
  program
    .command('doctor')
    .description('look at everything that a start depends on, and change nothing')
    .action(async () => {
      code = (await doctor()) ? 0 : 1;
    });
  program
    .command('backup <file>')
    .description('write the embedded database into one file, while Fernwart serves or not')
    .option(
      '--with-master-key',
      'put the master key into it as well: whoever has the file can read every secret',
    )
    .action((file: string, options: { withMasterKey?: true }) =>
      backup(file, { withMasterKey: options.withMasterKey ?? false }),
    );
  program
    .command('restore <file>')
    .description('put a backup into a data folder without a database; what starts from it is paused')
    .action(restore);
  program
    .command('pause')
    .description('let no mail leave and ask nothing of outside services, on every node')
    .action(pause);
  program
    .command('resume')
    .description('end a pause, e.g. of a restored copy whose original is off')
    .option('--discard-mails', 'do not send the mails that wait in the outbox')
    .action((options: { discardMails?: true }) => resume({ discardMails: options.discardMails ?? false }));
  program.addCommand(packageCommand());
  program.addCommand(secretsCommand((answer) => (code = answer)));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    process.stderr.write(`${sentenceOf(error)}\n`);
    return 1;
  }
}

/** Refusals are sentences; anything else is a mistake of ours, whose place matters. */
function sentenceOf(error: unknown): string {
  if (error instanceof StartRefused) return error.message;
  const refusal = refusalLines(error);
  if (refusal) return refusal.join('\n');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

process.exitCode = await main(process.argv.slice(2));
