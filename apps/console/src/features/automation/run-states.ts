import type { RunState, Tone } from '@fernwart/contract';

export const runTones: Record<RunState, Tone> = {
  waiting: 'neutral',
  queued: 'info',
  running: 'info',
  succeeded: 'success',
  failed: 'danger',
  merged: 'neutral',
};

export function isOver(state: RunState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'merged';
}
