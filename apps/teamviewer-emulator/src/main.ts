import { ArgumentError, readArguments } from './read-arguments.ts';
import { startEmulator } from './start-emulator.ts';

try {
  const asked = readArguments(process.argv.slice(2));
  if ('help' in asked) {
    process.stdout.write(asked.help);
  } else {
    const emulator = await startEmulator(asked.options);
    process.stdout.write(
      `TeamViewer emulator: ${emulator.origin} (inspector: ${emulator.origin}/inspector)\n`,
    );
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.close());
  }
} catch (error) {
  if (!(error instanceof ArgumentError) && !isListenError(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function isListenError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
  );
}
